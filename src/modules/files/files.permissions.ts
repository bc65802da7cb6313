import { definePermissions } from '../../platform/auth/index.js';

definePermissions({
  'files.upload': 'signed_in',
  /** Which files: the policy asks the owner of the object they belong to. */
  'files.read': 'signed_in',
});
