import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Antivirus, type Verdict } from '../../../platform/antivirus/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Log } from '../../../platform/logging/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Blobs } from '../../../platform/storage/index.js';
import { Clock } from '../../../shared/clock.js';
import { AuditFacade } from '../../audit/index.js';
import type { FileState } from '../files.contracts.js';
import { FileRejected, FileToScan } from '../files.events.js';
import { FileRepository } from '../persistence/file.repository.js';

/** Due kind: a file is asked about again. The key is the file's id. */
export const SCAN_AGAIN = 'files.scan_again';

/** A slow antivirus holds no more of the worker's hands than this. */
const AT_ONCE = 2;
const BUSY_MS = 5_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

const scanned = new Counter({ name: 'files_scanned_total', help: 'Files the antivirus was asked about, by outcome', labelNames: ['outcome'] });

/**
 * Quarantine (SE-6): a file waits until the antivirus has answered. A plan to ask again is made with the file and stands
 * until the answer is in, so that neither a crash nor an antivirus that is down for days loses one.
 */
@Injectable()
export class ScanFileService {
  private underWay = 0;

  constructor(
    private readonly files: FileRepository,
    private readonly blobs: Blobs,
    private readonly antivirus: Antivirus,
    private readonly audit: AuditFacade,
    private readonly outbox: Outbox,
    private readonly due: Due,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** The state a file begins in. */
  get newState(): FileState {
    return this.antivirus.isSetUp ? 'scanning' : 'not_scanned';
  }

  /** In the transaction that registers the file. */
  async order(fileId: string): Promise<void> {
    if (!this.antivirus.isSetUp) return;
    await this.again(fileId, 0, LONGEST_PAUSE_MS);
    await this.outbox.publish(FileToScan, { fileId, attempt: 0 });
  }

  /** Asks about a file that waits; asking about another is no error. Never throws for the antivirus' sake. */
  async scan(fileId: string, attempt: number): Promise<void> {
    const [file] = await this.files.byIds([fileId]);
    if (file?.state !== 'scanning') return;
    if (!this.antivirus.isSetUp) return this.settle(fileId, 'not_scanned');
    if (this.underWay >= AT_ONCE) return this.again(fileId, attempt, BUSY_MS);
    const verdict = await this.ask(fileId, attempt);
    if (verdict === null) return this.again(fileId, attempt + 1, Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS));
    await this.answered(fileId, verdict);
  }

  /** Asks about a file that nobody waits for: it came before there was an antivirus. @returns false when there was no answer */
  async scanOld(fileId: string): Promise<boolean> {
    const verdict = await this.ask(fileId, 0);
    if (verdict !== null) await this.answered(fileId, verdict);
    return verdict !== null;
  }

  /** The time to ask again has come; the plan stands on until there is an answer. */
  @Transactional()
  async askAgain(fileId: string, attempt: number): Promise<void | 'missed'> {
    const [file] = await this.files.byIds([fileId]);
    if (file?.state !== 'scanning') return 'missed';
    await this.again(fileId, attempt, LONGEST_PAUSE_MS);
    await this.outbox.publish(FileToScan, { fileId, attempt });
  }

  private async ask(fileId: string, attempt: number): Promise<Verdict | null> {
    this.underWay += 1;
    try {
      const bytes = await this.blobs.open(fileId);
      if (bytes === null) throw new Error('A registered file has no bytes');
      const verdict = await this.antivirus.scan(bytes as AsyncIterable<Buffer>);
      scanned.inc({ outcome: verdict.clean ? 'clean' : 'rejected' });
      return verdict;
    } catch (error) {
      scanned.inc({ outcome: 'failed' });
      this.log.failure('files.scan_failed', error, { fileId, attempt });
      return null;
    } finally {
      this.underWay -= 1;
    }
  }

  private answered(fileId: string, verdict: Verdict): Promise<void> {
    return this.settle(fileId, verdict.clean ? 'clean' : 'rejected', verdict.clean ? null : verdict.found);
  }

  @Transactional()
  private async settle(fileId: string, state: FileState, found: string | null = null): Promise<void> {
    const file = await this.files.settle(fileId, state);
    if (file === null) return; // gone, or somebody else has the answer already
    await this.due.cancel(SCAN_AGAIN, fileId);
    if (state !== 'rejected') return;
    const { uploadedBy, attachedTo } = file;
    await this.outbox.publish(FileRejected, { fileId, uploadedBy });
    await this.audit.record(null, {
      operation: 'files.rejected', objectType: 'files.file', objectId: fileId, schoolId: null, subjectId: uploadedBy, outcome: 'success',
      details: { found, ...(attachedTo === null ? {} : { of: attachedTo.objectType, ofId: attachedTo.objectId }) },
    });
  }

  private again(fileId: string, attempt: number, inMs: number): Promise<void> {
    return this.due.plan({ kind: SCAN_AGAIN, key: fileId, at: new Date(this.clock.now().getTime() + inMs), payload: { attempt } });
  }
}
