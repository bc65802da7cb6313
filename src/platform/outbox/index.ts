export { defineEvent, type Delivered, type EventType } from './event.js';
export { Inbox } from './inbox.js';
export { OnEvent } from './on-event.js';
export { Outbox } from './outbox.js';
export { OutboxModule } from './outbox.module.js';
