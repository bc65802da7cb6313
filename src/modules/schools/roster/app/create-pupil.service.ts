import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { newId } from '../../../../shared/ids.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import type { NewPupil } from '../../schools.contracts.js';
import { readPapers } from '../domain/papers.js';
import { PupilRepository } from '../persistence/pupil.repository.js';
import { MovePupil } from './move-pupil.service.js';
import { Today } from '../../structure/app/today.js';

/** Puts a pupil on the roll and, when a class is named, enrols them, in one transaction. */
@Injectable()
export class CreatePupil {
  constructor(private readonly pupils: PupilRepository, private readonly movePupil: MovePupil, private readonly today: Today, private readonly audit: AuditFacade) {}

  @Transactional()
  async run(actor: Actor | null, pupil: NewPupil): Promise<string> {
    const today = await this.today.in(pupil.schoolId);
    const { papers, errors } = readPapers(pupil, pupil.birthDate, today);
    InvalidInput.throwIfAny(errors);
    const taken = await this.pupils.takenOf(pupil.schoolId, null, papers);
    if (taken !== null) throw new DomainError(`schools.${taken}_taken`);
    const id = newId();
    await this.pupils.insert(id, pupil, papers);
    if (pupil.classId != null) {
      await this.movePupil.run(actor, {
        schoolId: pupil.schoolId, pupilId: id, kind: 'enrolled', on: pupil.enrolledOn ?? today, toClassId: pupil.classId, orderNumber: pupil.orderNumber ?? null,
      });
    }
    await this.audit.record(actor, { operation: 'schools.pupil_create', objectType: 'pupil', objectId: id, subjectId: id, schoolId: pupil.schoolId, outcome: 'success' });
    return id;
  }
}
