import { Injectable } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { ownSchool, requireOwnSchool, seesAllPupils } from '../../schools.policy.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { ClassListRepository } from '../persistence/class-list.repository.js';
import { DivisionRepository } from '../persistence/division.repository.js';
import type { ClassMember, ClassRow, Division, ListedClass } from '../roster.model.js';

/** Names of the people a page mentions, by id. */
export type Names = ReadonlyMap<string, { readonly name: { readonly family: string; readonly given: string; readonly patronymic?: string | null } }>;

@Injectable()
export class ClassesQuery {
  constructor(
    private readonly classes: ClassRepository,
    private readonly lists: ClassListRepository,
    private readonly divisions: DivisionRepository,
    private readonly identity: IdentityFacade,
    private readonly today: Today,
    private readonly access: SchoolAccess,
  ) {}

  async page(actor: Actor, schoolId: string, filter: { schoolYear?: number; gradeLevel?: number }, page: PageRequest): Promise<{ page: Page<ListedClass>; people: Names }> {
    requireOwnSchool(actor, schoolId);
    const on = await this.today.in(schoolId);
    const found = await this.lists.page(schoolId, filter.schoolYear ?? schoolYearOn(on), filter.gradeLevel ?? null, on, page);
    return { page: found, people: await this.people(found.items) };
  }

  async byId(actor: Actor, id: string): Promise<{ schoolClass: ClassRow; divisions: Division[]; people: Names }> {
    const schoolId = ownSchool(actor);
    const schoolClass = await this.classes.byId(schoolId, id);
    if (schoolClass === null) throw notFound();
    return { schoolClass, divisions: await this.divisions.of(schoolId, id), people: await this.people([schoolClass]) };
  }

  /** Who was in the class on a day: for the administration, and for teachers of the class. */
  async members(actor: Actor, classId: string, on: string | undefined, page: PageRequest): Promise<Page<ClassMember>> {
    const schoolId = ownSchool(actor);
    const today = await this.today.in(schoolId);
    if ((await this.classes.byId(schoolId, classId)) === null) throw notFound();
    if (!(await seesAllPupils(this.access, actor)) && !(await this.lists.isTheirs(schoolId, classId, actor.personId, today))) throw notFound();
    return this.lists.members(schoolId, classId, on ?? today, page);
  }

  people(classes: readonly Pick<ClassRow, 'homeroomPersonId'>[]): Promise<Names> {
    return this.identity.people(classes.flatMap(({ homeroomPersonId }) => (homeroomPersonId === null ? [] : [homeroomPersonId])));
  }
}
