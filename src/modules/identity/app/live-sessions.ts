import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AccessClaims, SchoolZones, type SessionFacts, type SessionPort } from '../../../platform/auth/index.js';
import { Broadcast } from '../../../platform/broadcast/index.js';
import { Db } from '../../../platform/database/index.js';
import { Clock } from '../../../shared/clock.js';
import { LiveSessionsRepository, toMustChange } from '../persistence/live-sessions.repository.js';

const TOPIC = 'identity.revoked';
const MAX_AGE_MS = 5000;
const MAX_ENTRIES = 20_000;

interface Entry {
  readonly personId: string;
  readonly at: number;
  readonly facts: SessionFacts;
}

/**
 * Who a token stands for, kept for at most 5 seconds in this process and dropped at once by a revocation (ID-11).
 * Only positive answers are kept. An answer that was being read while a revocation came is not kept.
 */
@Injectable()
export class LiveSessions implements SessionPort, OnModuleInit {
  private readonly entries = new Map<string, Entry>();
  private revocations = 0;

  constructor(
    private readonly rows: LiveSessionsRepository,
    private readonly broadcast: Broadcast,
    private readonly db: Db,
    private readonly zones: SchoolZones,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.broadcast.subscribe(TOPIC, (personId) => this.drop(personId));
  }

  async find(claims: AccessClaims): Promise<SessionFacts | null> {
    const now = this.clock.now();
    const key = `${claims.sid}.${claims.asg ?? ''}`;
    const kept = this.entries.get(key);
    const age = kept === undefined ? Infinity : now.getTime() - kept.at;
    if (kept !== undefined && kept.personId === claims.sub && age >= 0 && age < MAX_AGE_MS) return kept.facts;

    const revocations = this.revocations;
    const row = await this.rows.find(claims.sid, claims.sub, claims.asg, now);
    if (row === null) {
      this.entries.delete(key);
      return null;
    }
    const { assignmentId, role, schoolId, classId, regionCode, groupId, confirmed, birthDate } = row;
    // The zone matters to those who have to be of an age only.
    const zone = await this.zones.of(confirmed ? null : schoolId);
    const facts = { assignmentId, role, schoolId, classId, regionCode, groupId, confirmed, birthDate, zone, mustChange: toMustChange(row) };
    if (revocations === this.revocations) this.keep(key, { personId: claims.sub, at: now.getTime(), facts });
    return facts;
  }

  /** Something about the person's sessions, account, roles, factors or level has changed: every process looks again, once it is committed. */
  revoke(personId: string): void {
    if (this.db.inTransaction) this.db.afterCommit(() => this.broadcast.publish(TOPIC, personId));
    else this.broadcast.publish(TOPIC, personId);
  }

  private drop(personId: string): void {
    this.revocations += 1;
    for (const [key, entry] of this.entries) if (entry.personId === personId) this.entries.delete(key);
  }

  private keep(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    // The oldest goes first; it is stale long before 20,000 others have come.
    if (this.entries.size > MAX_ENTRIES) this.entries.delete(this.entries.keys().next().value!);
  }
}
