import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../shared/clock.js';
import { AuthModule } from './auth/index.js';
import { BroadcastModule } from './broadcast/index.js';
import { Config } from './config/index.js';
import { BlindIndex, Envelope } from './crypto/index.js';
import { DatabaseModule } from './database/index.js';
import { DeliveryModule } from './delivery/index.js';
import { DueModule } from './due/index.js';
import { HealthModule } from './health/index.js';
import { HttpModule } from './http/index.js';
import { JobsModule } from './jobs/index.js';
import { Limits } from './limits/index.js';
import { Log } from './logging/index.js';
import { NoticesModule } from './notices/index.js';
import { ObjectsModule } from './objects/index.js';
import { OutboxModule } from './outbox/index.js';
import { QueueModule, QueueTuning } from './queue/index.js';

/** Everything a module may rely on; `docs/development.md` is its table. */
@Global()
@Module({})
export class PlatformModule {
  /** All of it; identity implements the port that `AuthModule` asks for. */
  static with(config: Config, clock: Clock, tuning = new QueueTuning()): DynamicModule {
    const base = PlatformModule.withoutHttp(config, clock, tuning);
    return { ...base, imports: [...(base.imports ?? []), AuthModule, HttpModule, JobsModule] };
  }

  /** What needs no accounts and no requests; module specs of the platform run on it. */
  static withoutHttp(config: Config, clock: Clock, tuning = new QueueTuning()): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DatabaseModule, BroadcastModule, HealthModule, OutboxModule, DueModule, NoticesModule, ObjectsModule, QueueModule.with(tuning),
        DeliveryModule,
      ],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        Log, Envelope, BlindIndex, Limits,
      ],
      exports: [Config, Clock, Log, Envelope, BlindIndex, Limits],
    };
  }
}
