import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { type FieldError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { parsePhone } from '../../../shared/identifiers/index.js';
import { AuditFacade } from '../../audit/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { ContactOnFile } from '../claims.contracts.js';
import { ContactOnFileRepository } from '../persistence/contact-on-file.repository.js';

/** Phones of representatives as the school's papers have them: what a child entered by a parent is matched by (FA-1). */
@Injectable()
export class ContactsOnFile {
  constructor(
    private readonly rows: ContactOnFileRepository,
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not found for a pupil of another school */
  async read(actor: Actor, pupilId: string): Promise<ContactOnFile[]> {
    return this.rows.ofPupil(await this.schoolOf(actor, pupilId), pupilId);
  }

  /** @throws DomainError not found; InvalidInput for phones that are none, or given twice */
  @Transactional()
  async replace(actor: Actor, pupilId: string, typed: readonly ContactOnFile[]): Promise<void> {
    const schoolId = await this.schoolOf(actor, pupilId);
    const phones = typed.map(({ phone }) => parsePhone(phone));
    const errors: FieldError[] = phones.flatMap((phone, i) => {
      const code = phone === null ? 'family.phone' : phones.indexOf(phone) < i ? 'family.phones_repeat' : null;
      return code === null ? [] : [{ pointer: `/items/${i}/phone`, code }];
    });
    InvalidInput.throwIfAny(errors);
    await this.rows.replace(schoolId, pupilId, typed.map((contact, i) => ({ ...contact, phone: phones[i]! })), actor.personId, this.clock.now());
    await this.audit.record(actor, {
      operation: 'family.contacts_on_file', objectType: 'pupil', objectId: pupilId, schoolId, subjectId: pupilId, outcome: 'success', details: { count: typed.length },
    });
  }

  private async schoolOf({ schoolId }: Actor, pupilId: string): Promise<string> {
    if (schoolId === null || (await this.schools.pupil(schoolId, pupilId)) === null) throw notFound();
    return schoolId;
  }
}
