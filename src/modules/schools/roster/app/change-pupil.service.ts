import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { parseSnils, type PersonName } from '../../../../shared/identifiers/index.js';
import { Today } from '../../structure/app/today.js';
import { PupilRepository } from '../persistence/pupil.repository.js';

export interface PupilChanges {
  readonly name?: PersonName;
  readonly birthDate?: string;
  readonly sex?: 'm' | 'f';
  readonly externalId?: string | null;
  /** Null takes it away. */
  readonly snils?: string | null;
}

@Injectable()
export class ChangePupil {
  constructor(private readonly pupils: PupilRepository, private readonly today: Today, private readonly audit: AuditFacade) {}

  /** @throws DomainError not found; `object.stale`; InvalidInput for a wrong SNILS */
  @Transactional()
  async run(actor: Actor, schoolId: string, id: string, version: number, changes: PupilChanges): Promise<void> {
    const now = await this.pupils.byId(schoolId, id, await this.today.in(schoolId));
    if (now === null) throw notFound();
    const snils = changes.snils == null ? changes.snils : parseSnils(changes.snils);
    if (changes.snils != null && snils === null) throw new InvalidInput([{ pointer: '/snils', code: 'snils.checksum' }]);
    const changed = {
      name: changes.name ?? now, birthDate: changes.birthDate ?? now.birthDate, sex: changes.sex ?? now.sex,
      externalId: changes.externalId === undefined ? now.externalId : changes.externalId,
    };
    if ((await this.pupils.update(schoolId, id, version, changed, snils)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'schools.pupil_change', objectType: 'pupil', objectId: id, subjectId: id, schoolId, outcome: 'success', details: { fields: Object.keys(changes) },
    });
  }
}
