import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { YearRepository } from '../../structure/persistence/year.repository.js';
import { parseLetter } from '../domain/class-name.js';
import { type ClassData, ClassRepository } from '../persistence/class.repository.js';
import type { ClassRow } from '../roster.model.js';

export interface ClassFields {
  readonly schoolYear?: number;
  readonly gradeLevel?: number;
  readonly letter?: string;
  readonly shift?: 1 | 2;
  readonly profile?: string | null;
  readonly homeroomPersonId?: string | null;
}

/** Classes of a school (SC-8). */
@Injectable()
export class Classes {
  constructor(
    private readonly classes: ClassRepository,
    private readonly years: YearRepository,
    private readonly identity: IdentityFacade,
    private readonly audit: AuditFacade,
    private readonly today: Today,
  ) {}

  @Transactional()
  async create(actor: Actor, schoolId: string, fields: ClassFields & { gradeLevel: number; letter: string }): Promise<ClassRow> {
    const schoolYear = fields.schoolYear ?? schoolYearOn(await this.today.in(schoolId));
    if ((await this.years.byYear(schoolId, schoolYear)) === null) throw new InvalidInput([{ pointer: '/schoolYear', code: 'schools.year_unknown' }]);
    const data = await this.checked(schoolId, { id: newId(), schoolYear, homeroomPersonId: null, shift: 1, profile: null, ...given(fields) } as ClassData);
    if (!(await this.classes.insert(schoolId, data))) throw new DomainError('schools.class_exists');
    await this.appoint(actor, schoolId, data.id, null, data.homeroomPersonId);
    await this.tell(actor, schoolId, 'create', data.id);
    return (await this.classes.byId(schoolId, data.id))!;
  }

  /** @throws DomainError not found; `object.stale` */
  @Transactional()
  async change(actor: Actor, schoolId: string, id: string, version: number, fields: ClassFields): Promise<ClassRow> {
    const now = await this.found(schoolId, id);
    const data = await this.checked(schoolId, { ...now, ...given(fields) });
    if ((await this.classes.update(schoolId, data, version)) === 0) throw new DomainError('object.stale');
    await this.appoint(actor, schoolId, id, now.homeroomPersonId, data.homeroomPersonId);
    await this.tell(actor, schoolId, 'change', id);
    return (await this.classes.byId(schoolId, id))!;
  }

  async found(schoolId: string, id: string): Promise<ClassRow> {
    const found = await this.classes.byId(schoolId, id);
    if (found === null) throw notFound();
    return found;
  }

  private async checked(schoolId: string, data: ClassData): Promise<ClassData> {
    const letter = parseLetter(data.letter);
    if (letter === null || /^[0-9]/.test(letter)) throw new InvalidInput([{ pointer: '/letter', code: 'schools.not_a_class' }]);
    if (data.homeroomPersonId !== null && !(await this.worksHere(schoolId, data.homeroomPersonId))) {
      throw new InvalidInput([{ pointer: '/homeroomPersonId', code: 'schools.not_staff' }]);
    }
    return { ...data, letter };
  }

  private async worksHere(schoolId: string, personId: string): Promise<boolean> {
    const roles = await this.identity.rolesOf(personId);
    return roles.some((r) => r.schoolId === schoolId && r.status === 'active' && SCHOOL_STAFF.includes(r.role));
  }

  /** The class and the role of its homeroom teacher change together (ID-13). */
  private async appoint(actor: Actor, schoolId: string, classId: string, before: string | null, after: string | null): Promise<void> {
    if (before !== null && before !== after) {
      const held = (await this.identity.rolesOf(before)).find((r) => r.role === 'homeroom_teacher' && r.classId === classId && r.status === 'active');
      if (held !== undefined) await this.identity.terminateRole(actor, held.id);
    }
    if (after !== null && before !== after) await this.identity.assignRole(actor, { personId: after, role: 'homeroom_teacher', schoolId, classId });
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.class_${act}`, objectType: 'class', objectId: id, schoolId, outcome: 'success' });
  }
}

function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
