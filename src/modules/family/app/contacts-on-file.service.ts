import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { type FieldError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { parsePhone } from '../../../shared/identifiers/index.js';
import { AuditFacade } from '../../audit/index.js';
import { type Representative, SchoolsFacade } from '../../schools/index.js';

/** Phones of representatives as the school's papers have them: what a child entered by a parent is matched by (FA-1). */
@Injectable()
export class ContactsOnFile {
  constructor(
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
  ) {}

  /** @throws DomainError not found for a pupil of another school */
  async read(actor: Actor, pupilId: string): Promise<Representative[]> {
    return this.schools.representativesOf(await this.schoolOf(actor, pupilId), [pupilId]);
  }

  /** @throws DomainError not found; InvalidInput for phones that are none, or given twice */
  @Transactional()
  async replace(actor: Actor, pupilId: string, typed: readonly Representative[]): Promise<void> {
    const schoolId = await this.schoolOf(actor, pupilId);
    const phones = typed.map(({ phone }) => parsePhone(phone));
    const errors: FieldError[] = phones.flatMap((phone, i) => {
      const code = phone === null ? 'family.phone' : phones.indexOf(phone) < i ? 'family.phones_repeat' : null;
      return code === null ? [] : [{ pointer: `/items/${i}/phone`, code }];
    });
    InvalidInput.throwIfAny(errors);
    await this.schools.putRepresentatives(schoolId, pupilId, typed.map((contact, i) => ({ ...contact, phone: phones[i]! })));
    await this.audit.record(actor, {
      operation: 'family.contacts_on_file', objectType: 'pupil', objectId: pupilId, schoolId, subjectId: pupilId, outcome: 'success', details: { count: typed.length },
    });
  }

  private async schoolOf({ schoolId }: Actor, pupilId: string): Promise<string> {
    if (schoolId === null || (await this.schools.pupil(schoolId, pupilId)) === null) throw notFound();
    return schoolId;
  }
}
