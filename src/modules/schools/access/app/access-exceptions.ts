import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import { Broadcast } from '../../../../platform/broadcast/index.js';
import { Db } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import type { SchoolExceptions } from '../../../../shared/school-rule.js';
import { AccessRepository } from '../persistence/access.repository.js';

const TOPIC = 'schools.access_changed';
const MAX_AGE_MS = 5000;
const MAX_SCHOOLS = 10_000;

/**
 * What schools have set, kept for at most 5 seconds in this process and dropped at once by a change anywhere (decision
 * 0027). Settings that were being read while a change came are not kept.
 */
@Injectable()
export class AccessExceptions implements OnModuleInit {
  private readonly kept = new Map<string, { readonly at: number; readonly exceptions: SchoolExceptions }>();
  private changes = 0;

  constructor(
    private readonly rows: AccessRepository,
    private readonly access: SchoolAccess,
    private readonly broadcast: Broadcast,
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.access.keptBy((schoolId) => this.of(schoolId));
    this.broadcast.subscribe(TOPIC, (schoolId) => {
      this.changes += 1;
      this.kept.delete(schoolId);
    });
  }

  async of(schoolId: string): Promise<SchoolExceptions> {
    const at = this.clock.now().getTime();
    const kept = this.kept.get(schoolId);
    if (kept !== undefined && at >= kept.at && at - kept.at < MAX_AGE_MS) return kept.exceptions;
    const { changes } = this;
    const { exceptions } = await this.rows.of(schoolId);
    if (changes === this.changes) {
      if (this.kept.size >= MAX_SCHOOLS) this.kept.clear();
      this.kept.set(schoolId, { at, exceptions });
    }
    return exceptions;
  }

  /** Within the transaction that changes them: every process looks again once it is committed. */
  changed(schoolId: string): void {
    this.db.afterCommit(() => this.broadcast.publish(TOPIC, schoolId));
  }
}
