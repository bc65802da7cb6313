import { definePermissions } from '../../platform/auth/index.js';

definePermissions({
  'audit.read': ['school_admin', 'director', 'system_admin'],
});
