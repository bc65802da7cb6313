export { Due, type DuePlan } from './due.js';
export { OnDue, type DueItem } from './on-due.js';
export { DueModule } from './due.module.js';
