/**
 * Who may call whose facade. Order is build order; the map has no cycles. The boundary check is derived from this file
 * and from the folders under src/modules; a new edge comes with a page in docs/decisions/.
 */
module.exports = {
  audit: [],
  consents: ['audit'],
  files: ['audit'],
  identity: ['audit', 'consents', 'files'],
  schools: ['audit', 'files', 'identity'],
  calendar: ['audit', 'schools'],
  family: ['audit', 'consents', 'files', 'identity', 'schools'],
  enrollment: ['audit', 'calendar', 'consents', 'family', 'files', 'identity', 'schools'],
  schedule: ['audit', 'calendar', 'family', 'identity', 'schools'],
  journal: ['audit', 'calendar', 'consents', 'family', 'files', 'identity', 'schedule', 'schools'],
  homework: ['audit', 'family', 'files', 'identity', 'journal', 'schedule', 'schools'],
  diary: ['consents', 'family', 'homework', 'identity', 'journal', 'schedule', 'schools'],
  messaging: ['audit', 'family', 'files', 'identity', 'schools'],
  portfolio: ['audit', 'family', 'files', 'identity', 'schools'],
  support: ['audit', 'files', 'identity'],
  notifications: ['audit', 'family', 'identity', 'schools'],
};
