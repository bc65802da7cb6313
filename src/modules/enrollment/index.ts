export type { Act, RequestStatus } from './enrollment.contracts.js';
export { RequestStatusChanged, RequestTermAlarm, type RequestMoved, type TermAlarm } from './enrollment.events.js';
export { EnrollmentModule } from './enrollment.module.js';
