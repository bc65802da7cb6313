import { Global, Module } from '@nestjs/common';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { WakeUp } from './wake-up.js';

/** The writing side, in every process. What reads the outbox runs in the worker alone (platform/queue). */
@Global()
@Module({ providers: [Outbox, Inbox, WakeUp], exports: [Outbox, Inbox, WakeUp] })
export class OutboxModule {}
