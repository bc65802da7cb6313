import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { needStepUp } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { type Descriptive, type Identifying, type PersonalData, readChanges, realChanges } from '../../domain/personal-data.js';
import type { Origin } from '../../identity.contracts.js';
import { PersonalDataChanged } from '../../identity.events.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { LevelConfirmationsRepository } from '../../persistence/levels/level-confirmations.repository.js';
import { type Correction, PersonalDataRepository } from '../../persistence/personal-data.repository.js';
import { RolesRepository } from '../../persistence/roles.repository.js';
import { OwnProof } from './own-proof.js';

export type { Correction };

export interface OwnPersonalData extends PersonalData {
  readonly version: number;
  /** The last correction asked for; null for none. */
  readonly correction: Correction | null;
}

/**
 * One's own data, changed with a code to a proved contact (ID-15). Name, birth date and SNILS of an account that is
 * confirmed, or that holds a role, wait for somebody in scope: others rely on them.
 */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly rows: PersonalDataRepository,
    private readonly factors: FactorsRepository,
    private readonly levels: LevelConfirmationsRepository,
    private readonly roles: RolesRepository,
    private readonly proof: OwnProof,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async read({ personId }: Actor): Promise<OwnPersonalData> {
    return { ...await this.rows.find(personId), correction: await this.rows.latest(personId) };
  }

  /**
   * @throws InvalidInput naming every wrong field, then a missing or wrong code
   * @throws DomainError `object.stale`, `identity.alias_taken` for a SNILS another account has, `auth.step_up_needed` for a change of SNILS by somebody with a second factor
   */
  async change(actor: Actor, typed: Partial<PersonalData>, code: string | undefined, version: number, origin: Origin): Promise<OwnPersonalData> {
    const today = DateTime.fromJSDate(this.clock.now(), { zone: 'Europe/Moscow' }).toISODate()!;
    const { identifying, descriptive, errors } = readChanges(typed, today);
    if (code === undefined) errors.push({ pointer: '/code', code: 'contacts.code_missing' });
    InvalidInput.throwIfAny(errors);
    const present = await this.rows.find(actor.personId);
    if (present.version !== version) throw new DomainError('object.stale');
    const changes = realChanges(identifying, present);
    if (changes.snils !== undefined && await this.factors.isEnrolled(actor.personId)) needStepUp(actor, this.clock.now());
    // Looked at last: a code works once, and must not be lost to a fault of something else.
    await this.proof.verify(actor, code!, origin);
    await this.write(actor, changes, descriptive, version);
    return this.read(actor);
  }

  @Transactional()
  protected async write(actor: Actor, changes: Identifying, descriptive: Descriptive, version: number): Promise<void> {
    const { personId } = actor;
    const at = this.clock.now();
    if (await this.rows.touch(personId, version, at) === null) throw new DomainError('object.stale');
    await this.rows.describe(personId, descriptive, at);
    const identifying = Object.keys(changes);
    const waits = identifying.length > 0 && await this.reliedOn(personId);
    if (waits) await this.rows.ask(personId, changes, at);
    else if (!await this.rows.identify(personId, changes, at)) throw new DomainError('identity.alias_taken', { kinds: ['snils'] }, { kinds: ['snils'] });
    await this.outbox.publish(PersonalDataChanged, { personId, at: at.toISOString(), step: waits ? 'asked' : 'changed' });
    await this.audit.record(actor, {
      operation: waits ? 'identity.ask_correction' : 'identity.change_personal_data', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success',
      details: { fields: [...Object.keys(descriptive), ...identifying] },
    });
  }

  private async reliedOn(personId: string): Promise<boolean> {
    if ((await this.levels.facts(personId))?.confirmed === true) return true;
    return (await this.roles.ofPerson(personId)).some((role) => role.status === 'active');
  }
}
