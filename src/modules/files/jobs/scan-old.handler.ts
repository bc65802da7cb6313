import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Antivirus } from '../../../platform/antivirus/index.js';
import { Due, OnDue } from '../../../platform/due/index.js';
import { OnEvent, Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { ScanOldFiles } from '../app/scan-old-files.service.js';
import { OldFilesToScan } from '../files.events.js';

const KIND = 'files.scan_old';
const PAUSE_MS = 60_000;

/** Begins when a program with an antivirus starts, and goes on until no file is left that none has looked into. */
@Injectable()
export class ScanOldHandler implements OnApplicationBootstrap {
  constructor(
    private readonly old: ScanOldFiles, private readonly antivirus: Antivirus, private readonly due: Due, private readonly outbox: Outbox, private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.antivirus.isSetUp) await this.plan(0);
  }

  /** The row goes on whatever becomes of the work. */
  @OnDue(KIND)
  async next(): Promise<void> {
    if (!this.antivirus.isSetUp || !(await this.old.areLeft())) return;
    await this.plan(PAUSE_MS);
    await this.outbox.publish(OldFilesToScan, {});
  }

  @OnEvent(OldFilesToScan, 'files.scan-old')
  async scan(): Promise<void> {
    if (this.antivirus.isSetUp) await this.old.scanSome();
  }

  private plan(inMs: number): Promise<void> {
    return this.due.plan({ kind: KIND, key: 'all', at: new Date(this.clock.now().getTime() + inMs) });
  }
}
