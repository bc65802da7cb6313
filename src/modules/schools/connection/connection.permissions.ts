import { definePermissions } from '../../../platform/auth/index.js';

definePermissions({
  /** Proposing to the directory, looking for duplicates, reading one's own proposals: anybody signed in. */
  'schools.propose': 'signed_in',
  /** What enters the directory is the operator's word. */
  'schools.accept_proposal': ['system_admin'],
});
