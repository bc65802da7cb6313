import { describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OnDue } from '../due/index.js';
import { defineEvent, OnEvent } from '../outbox/index.js';
import { CANARY } from './canary.js';
import { HandlersModule } from './handlers.module.js';
import { Handlers, OnJob } from './index.js';

const HAPPENED = defineEvent<{ id: string }>('test.happened');

@Injectable()
class Worker {
  // The platform's own job: nobody else handles it in this composition.
  @OnJob(CANARY) async sing(): Promise<void> { /* only its presence matters */ }
}

async function boot(...providers: Type<object>[]): Promise<INestApplicationContext> {
  @Module({ imports: [HandlersModule], providers })
  class Composition {}
  return NestFactory.createApplicationContext(Composition, { logger: false, abortOnError: false });
}

describe('boot', () => {
  it('finds the handlers of every provider', async () => {
    @Injectable()
    class Subscriber {
      @OnEvent(HAPPENED, 'test.one') async one(): Promise<void> { /* only its presence matters */ }
      @OnDue('test.due') async due(): Promise<void> { /* only its presence matters */ }
    }
    const app = await boot(Subscriber, Worker);
    expect(app.get(Handlers, { strict: false }).subscribersOf('test.happened').map((s) => s.subscriber)).toEqual(['test.one']);
    expect(app.get(Handlers, { strict: false }).dueKinds()).toEqual(['test.due']);
    await app.close();
  });

  it('fails on an event nobody declared', async () => {
    @Injectable()
    class Subscriber { @OnEvent({ name: 'test.never' }, 'test.two') async on(): Promise<void> { /* never runs */ } }
    await expect(boot(Subscriber, Worker)).rejects.toThrow('test.two subscribes to test.never, which nobody declares');
  });

  it('fails on two subscribers of one name', async () => {
    @Injectable()
    class One { @OnEvent(HAPPENED, 'test.same') async on(): Promise<void> { /* never runs */ } }
    @Injectable()
    class Two { @OnEvent(HAPPENED, 'test.same') async on(): Promise<void> { /* never runs */ } }
    await expect(boot(One, Two, Worker)).rejects.toThrow('Two subscribers of name test.same');
  });

  it('fails on two handlers of one kind of due row', async () => {
    @Injectable()
    class Two {
      @OnDue('test.same') async one(): Promise<void> { /* never runs */ }
      @OnDue('test.same') async two(): Promise<void> { /* never runs */ }
    }
    await expect(boot(Two, Worker)).rejects.toThrow('Two due handlers of kind test.same');
  });

  it('fails on a job without a handler', async () => {
    await expect(boot()).rejects.toThrow('Jobs without a handler: platform.canary');
  });

  it('refuses an event declared twice or named otherwise than module.what_happened', () => {
    expect(() => defineEvent('test.happened')).toThrow('declared twice');
    expect(() => defineEvent('Happened')).toThrow('module.what_happened');
  });
});
