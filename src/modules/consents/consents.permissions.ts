import { definePermissions } from '../../platform/auth/index.js';

definePermissions({
  /** Own consents, and for one's children. */
  'consents.own': 'signed_in',
  'consents.publish_text': ['content_editor', 'system_admin'],
});
