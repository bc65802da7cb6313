import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { SchoolRepository } from '../../directory/persistence/school.repository.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { WorkContactsRepository } from '../persistence/work-contacts.repository.js';
import type { ShownContacts, StoredContacts, WorkContacts } from '../staff.model.js';

/** How people of a school are reached at work, and what of it families see (SC-5). */
@Injectable()
export class WorkContactsService {
  constructor(
    private readonly contacts: WorkContactsRepository,
    private readonly schools: SchoolRepository,
    private readonly access: SchoolAccess,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** For whoever signed in, where the school shows them to families; of a school in trial mode, for its own people. */
  async shown(actor: Actor, schoolId: string, page: PageRequest): Promise<Page<ShownContacts>> {
    const school = await this.schools.byId(schoolId);
    if (school === null || (school.status === 'trial' && actor.schoolId !== schoolId)) throw notFound();
    const staff = actor.schoolId === schoolId && actor.role !== null && SCHOOL_STAFF.includes(actor.role);
    // Whoever is not of its staff looks as a family does.
    if (!staff && !(await this.access.allows({ role: actor.role === 'pupil' ? 'pupil' : 'guardian', schoolId }, 'schools.see_staff_contacts'))) throw new DomainError('auth.switched_off');
    return this.contacts.shown(schoolId, this.clock.now(), page);
  }

  /** Of somebody who works there, for the staff of the school. @throws DomainError not found */
  async read(actor: Actor, schoolId: string, personId: string): Promise<StoredContacts> {
    await this.requireColleague(actor, schoolId, personId);
    return this.contacts.of(schoolId, personId);
  }

  /** The administration writes and decides what is shown. @throws DomainError not found, `object.stale` */
  @Transactional()
  async replace(actor: Actor, schoolId: string, personId: string, version: number, contacts: WorkContacts): Promise<StoredContacts> {
    await this.requireColleague(actor, schoolId, personId);
    if ((await this.contacts.put(schoolId, personId, version, contacts)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'schools.staff_contacts_change', objectType: 'staff_contacts', objectId: personId, schoolId, subjectId: personId, outcome: 'success', details: { shownToFamilies: contacts.shownToFamilies },
    });
    return this.contacts.of(schoolId, personId);
  }

  private async requireColleague(actor: Actor, schoolId: string, personId: string): Promise<void> {
    requireOwnSchool(actor, schoolId);
    if (!(await this.contacts.worksIn(schoolId, personId, this.clock.now()))) throw notFound();
  }
}
