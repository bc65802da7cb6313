import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { DtoBodies } from './dto-bodies.js';
import { IdPipe } from './id.pipe.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { InputPipe } from './input.pipe.js';
import { ProblemFilter } from './problem.filter.js';
import { QueryGuard } from './query.guard.js';

@Module({
  imports: [DiscoveryModule],
  providers: [
    DtoBodies,
    ProblemFilter,
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_GUARD, useClass: QueryGuard },
    { provide: APP_PIPE, useClass: IdPipe },
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
