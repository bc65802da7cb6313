export { QUEUE_SCHEMA, QueueTuning } from './backend.js';
export { DeadLetters, type DeadLetter } from './dead-letters.js';
export { Drain, type Pending } from './drain.js';
export { Handlers, type Subscription } from './handlers.js';
export { defineJob, OnJob, type JobType } from './job.js';
export { Loop } from './loop.js';
export { migrateQueueSchema } from './queue-schema.js';
export { QueueModule } from './queue.module.js';
export { WorkerRuntime, type WorkerPart } from './worker-runtime.js';
