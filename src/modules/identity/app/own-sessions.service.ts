import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import { AuditFacade } from '../../audit/index.js';
import type { Session, SignedIn, SignInRecord } from '../identity.contracts.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { type EndReason, SessionsRepository } from '../persistence/sessions.repository.js';
import { SignInsRepository } from '../persistence/sign-ins.repository.js';
import { LiveSessions } from './live-sessions.js';
import { SignInFacts, validAt } from './sign-in-facts.js';

/** One's own sessions, the role acted in, and the history of sign-ins (ID-11, ID-12, ID-13). */
@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly signIns: SignInsRepository,
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesRepository,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<Session[]> {
    return this.sessions.live(actor.personId, this.clock.now());
  }

  async history(actor: Actor, limit: number, cursor?: string): Promise<Page<SignInRecord>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.signIns.page(actor.personId, limit, after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  }

  /** Not found for a session of somebody else, or one that has ended. */
  @Transactional()
  async end(actor: Actor, id: string, reason: EndReason): Promise<void> {
    if (!await this.sessions.end(id, actor.personId, reason, this.clock.now())) throw notFound();
    await this.record(actor, 'identity.end_session', id);
  }

  @Transactional()
  async endOthers(actor: Actor): Promise<void> {
    await this.sessions.endOthers(actor.personId, actor.sessionId, 'ended_by_owner', this.clock.now());
    await this.record(actor, 'identity.end_other_sessions', actor.sessionId);
  }

  /** A new access token that carries the role; not found for one that is not theirs or not valid now (ID-13). */
  @Transactional()
  async actIn(actor: Actor, assignmentId: string): Promise<SignedIn> {
    const at = this.clock.now();
    const { personId, sessionId, acr, strongAt } = actor;
    const own = validAt(await this.roles.ofPerson(personId), at).find((a) => a.id === assignmentId);
    if (own === undefined) throw notFound();
    await this.sessions.actIn(sessionId, own.id);
    await this.accounts.setLastAssignment(personId, own.id);
    return this.facts.answer({ sessionId, personId, assignmentId: own.id, acr, strongAt }, at);
  }

  private async record(actor: Actor, operation: string, sessionId: string): Promise<void> {
    await this.audit.record(actor, { operation, objectType: 'session', objectId: sessionId, subjectId: actor.personId, outcome: 'success' });
    this.live.revoke(actor.personId);
  }
}
