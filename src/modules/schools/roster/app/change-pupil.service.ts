import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import { Today } from '../../structure/app/today.js';
import { type Papers, readPapers, type TypedPapers } from '../domain/papers.js';
import { PupilRepository } from '../persistence/pupil.repository.js';

export interface PupilChanges extends TypedPapers {
  readonly name?: PersonName;
  readonly birthDate?: string;
  readonly sex?: 'm' | 'f';
  readonly externalId?: string | null;
}

@Injectable()
export class ChangePupil {
  constructor(private readonly pupils: PupilRepository, private readonly today: Today, private readonly audit: AuditFacade) {}

  /** @throws DomainError not found; `object.stale`, `schools.snils_taken` and the like for a number of another pupil; InvalidInput for wrong numbers */
  @Transactional()
  async run(actor: Actor, schoolId: string, id: string, version: number, changes: PupilChanges): Promise<void> {
    const today = await this.today.in(schoolId);
    const now = await this.pupils.byId(schoolId, id, today);
    if (now === null) throw notFound();
    const { papers, errors } = readPapers(changes, changes.birthDate ?? now.birthDate, today);
    InvalidInput.throwIfAny(errors);
    const taken = await this.pupils.takenOf(schoolId, id, papers);
    if (taken !== null) throw new DomainError(`schools.${taken}_taken`);
    const changed = {
      name: changes.name ?? now, birthDate: changes.birthDate ?? now.birthDate, sex: changes.sex ?? now.sex,
      externalId: changes.externalId === undefined ? now.externalId : changes.externalId,
    };
    if ((await this.pupils.update(schoolId, id, version, changed, papers)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'schools.pupil_change', objectType: 'pupil', objectId: id, subjectId: id, schoolId, outcome: 'success', details: { fields: Object.keys(changes) },
    });
  }

  /**
   * Numbers somebody has proved for a pupil, written where the roll has none; one that stands on another pupil's row is left out:
   * the register comes first.
   */
  @Transactional()
  async addMissing(actor: Actor, schoolId: string, id: string, proved: Papers): Promise<void> {
    const now = await this.pupils.byId(schoolId, id, await this.today.in(schoolId));
    if (now === null) throw notFound();
    const has: Readonly<Record<keyof Papers, string | null>> = { snils: now.snilsIndex, inn: now.innIndex, document: now.documentIndex };
    const missing: Papers = {};
    for (const paper of ['snils', 'inn', 'document'] as const) {
      const given = { [paper]: proved[paper] };
      if (proved[paper] != null && has[paper] === null && await this.pupils.takenOf(schoolId, id, given) === null) Object.assign(missing, given);
    }
    if (Object.keys(missing).length === 0) return;
    await this.pupils.putPapers(schoolId, id, missing);
    await this.audit.record(actor, {
      operation: 'schools.pupil_change', objectType: 'pupil', objectId: id, subjectId: id, schoolId, outcome: 'success', details: { fields: Object.keys(missing) },
    });
  }
}
