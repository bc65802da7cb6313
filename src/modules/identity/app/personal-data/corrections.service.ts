import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import { AuditFacade } from '../../../audit/index.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import type { Identifying } from '../../domain/personal-data.js';
import { PersonalDataChanged } from '../../identity.events.js';
import { peopleScope } from '../../identity.policy.js';
import { type Correction, PersonalDataRepository } from '../../persistence/personal-data.repository.js';
import { StaffChecksRepository } from '../../persistence/staff-checks.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { PeopleService } from '../people.service.js';

/** As many of the queue as a page shows; the rest comes when these are decided. */
const QUEUE = 100;

/** Corrections of name, birth date and SNILS, decided by somebody in scope who has seen a document (ID-15). */
@Injectable()
export class Corrections {
  constructor(
    private readonly rows: PersonalDataRepository,
    private readonly people: PeopleService,
    private readonly checks: StaffChecksRepository,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** The oldest first: which fields, of whom; not what they are to be. */
  queue(actor: Actor): Promise<(Correction & PersonName)[]> {
    return this.rows.queue(peopleScope(actor), QUEUE);
  }

  /** What is, and what is to be, to be compared with a document. @throws DomainError `object.not_found` outside the scope, `identity.no_correction` */
  @Transactional()
  async read(actor: Actor, personId: string): Promise<Correction & { changes: Identifying; present: Identifying }> {
    const correction = await this.held(actor, personId);
    const present = await this.rows.find(personId);
    await this.audit.record(actor, { operation: 'identity.read_correction', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    return { ...correction, present: Object.fromEntries(correction.fields.map((field) => [field, present[field as keyof Identifying]])) };
  }

  /** @throws DomainError as `read`, and `identity.alias_taken` for a SNILS another account has */
  @Transactional()
  async approve(actor: Actor, personId: string, document: CheckedDocument, reason: string): Promise<void> {
    const { id, changes } = await this.held(actor, personId);
    const at = this.clock.now();
    if (!await this.rows.identify(personId, changes, at)) throw new DomainError('identity.alias_taken', { kinds: ['snils'] }, { kinds: ['snils'] });
    const { version } = await this.rows.find(personId);
    await this.rows.touch(personId, version, at);
    await this.checks.insert({ personId, act: 'correct_data', by: actor.personId, document, reason }, at);
    await this.settle(actor, personId, id, 'approved', reason);
    this.live.revoke(personId);
  }

  /** @throws DomainError as `read` */
  @Transactional()
  async decline(actor: Actor, personId: string, reason: string): Promise<void> {
    await this.settle(actor, personId, (await this.held(actor, personId)).id, 'declined', reason);
  }

  private async held(actor: Actor, personId: string): Promise<Correction & { changes: Identifying }> {
    await this.people.requireMayHelp(actor, personId);
    const correction = await this.rows.pending(personId);
    if (correction === null) throw new DomainError('identity.no_correction');
    return correction;
  }

  private async settle(actor: Actor, personId: string, id: string, status: 'approved' | 'declined', reason: string): Promise<void> {
    const at = this.clock.now();
    await this.rows.decide(id, status, actor.personId, reason, at);
    await this.outbox.publish(PersonalDataChanged, { personId, at: at.toISOString(), step: status });
    await this.audit.record(actor, { operation: `identity.correction_${status}`, objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { correctionId: id } });
  }
}
