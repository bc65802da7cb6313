import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Log } from '../logging/index.js';
import { Drain, Loop, WorkerRuntime, type WorkerPart } from '../queue/index.js';
import { DeliveryStore } from './delivery-store.js';
import { LocalMailbox } from './local-mailbox.js';
import { Provider } from './provider.js';
import { Sender } from './sender.js';
import { SmsHttpProvider } from './sms-http-provider.js';
import { SmtpProvider } from './smtp-provider.js';
import { DeliveryTuning } from './tuning.js';

const POLL_MS = 1_000;
const RECOVER_MS = 5_000;
const CLEAR_MS = 3_600_000;
const KEEP_DAYS = 30;
/** Sends at once, for each channel: a hanging mail server does not hold up SMS. */
const SLOTS = 8;

/** Sends what is due, some at once per channel; lives in the worker. */
@Injectable()
export class DeliveryWorker implements WorkerPart, OnModuleInit {
  private providers: Provider[] = [];
  private loops: Loop[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly runtime: WorkerRuntime,
    private readonly drain: Drain,
    private readonly mailbox: LocalMailbox,
    private readonly sender: Sender,
    private readonly store: DeliveryStore,
    private readonly tuning: DeliveryTuning,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.runtime.register(this);
    this.drain.register('deliveries', () => this.store.pending());
  }

  async start(): Promise<void> {
    const { SMTP_URL, SMS_HTTP_URL, MAIL_FROM } = this.config.settings;
    const local = !this.config.isProduction;
    const smtp = SMTP_URL ?? (local ? await this.mailbox.startSmtp() : null);
    const sms = SMS_HTTP_URL ?? (local ? await this.mailbox.startGateway() : null);
    if (smtp !== null) this.providers.push(new SmtpProvider(smtp, MAIL_FROM, new URL(this.config.publicUrl).hostname, this.tuning.timeoutMs));
    if (sms !== null) this.providers.push(new SmsHttpProvider(sms, this.tuning.timeoutMs));
    // Their deliveries wait until there is one.
    if (smtp === null) this.log.info('delivery.no_provider', { channel: 'email', setting: 'SMTP_URL' });
    if (sms === null) this.log.info('delivery.no_provider', { channel: 'sms', setting: 'SMS_HTTP_URL' });
    for (const provider of this.providers) this.add(`delivery.${provider.channel}`, this.passOf(provider), POLL_MS);
    this.add('delivery.recover', async () => { await this.sender.recover(); return false; }, Math.min(RECOVER_MS, this.tuning.leaseMs));
    this.add('delivery.clear', async () => { await this.store.clear(KEEP_DAYS); return false; }, CLEAR_MS);
  }

  nudge(): void {
    this.loops.forEach((loop) => loop.nudge());
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await Promise.all(this.underWay);
    await Promise.all(this.providers.map((provider) => provider.close()));
    await this.mailbox.stop();
  }

  private passOf(provider: Provider): () => Promise<boolean> {
    let busy = 0;
    const run = async (delivery: Parameters<Sender['attempt']>[1]): Promise<void> => {
      try {
        await this.sender.attempt(provider, delivery);
      } catch (error) {
        // The row keeps its claim; when the lease runs out somebody takes it over.
        this.log.failure('delivery.attempt_failed', error, { delivery: delivery.id });
      } finally {
        busy -= 1;
        this.nudge();
      }
    };
    return async () => {
      if (busy >= SLOTS) return false;
      const claimed = await this.sender.claim(provider, SLOTS - busy);
      busy += claimed.length;
      for (const delivery of claimed) {
        const attempt = run(delivery).finally(() => this.underWay.delete(attempt));
        this.underWay.add(attempt);
      }
      return false; // a slot that falls free nudges
    };
  }

  private add(name: string, pass: () => Promise<boolean>, everyMs: number): void {
    const loop = new Loop(pass, everyMs, (error) => this.log.failure(`${name}_failed`, error));
    loop.start();
    this.loops.push(loop);
  }
}
