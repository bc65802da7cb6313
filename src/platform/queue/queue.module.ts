import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DueSweep } from '../due/due-sweep.js';
import { QueueBackend, QueueTuning } from './backend.js';
import { Canary } from './canary.js';
import { DeadLetters } from './dead-letters.js';
import { Drain } from './drain.js';
import { EventRunner } from './event-runner.js';
import { EventStore } from './event-store.js';
import { HandlersModule } from './handlers.module.js';
import { Relay } from './relay.js';
import { WorkerRuntime } from './worker-runtime.js';

/** The queue side. Its providers exist in both processes, its connections in the worker only, where `WorkerRuntime.start()` is called. */
@Global()
@Module({})
export class QueueModule {
  static with(tuning = new QueueTuning()): DynamicModule {
    return {
      module: QueueModule,
      imports: [HandlersModule],
      providers: [
        { provide: QueueTuning, useValue: tuning },
        QueueBackend, EventStore, Relay, EventRunner, DueSweep, Canary, WorkerRuntime, Drain, DeadLetters,
      ],
      exports: [QueueTuning, WorkerRuntime, Drain, DeadLetters, HandlersModule],
    };
  }
}
