import { definePermissions } from '../../platform/auth/index.js';

definePermissions({
  'calendar.import': ['system_admin'],
});
