export { Broadcast } from './broadcast.js';
export { BroadcastModule } from './broadcast.module.js';
