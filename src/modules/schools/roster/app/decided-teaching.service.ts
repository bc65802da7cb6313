import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { CalendarDate, WantedTeaching } from '../../schools.contracts.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { parseClassName } from '../domain/class-name.js';
import { planTeaching, type TeachingPlan } from '../domain/plan-teaching.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { GroupAdminRepository } from '../persistence/group-admin.repository.js';
import type { ClassRow } from '../roster.model.js';
import { Classes } from './classes.service.js';
import { TeachingGroups } from './teaching-groups.service.js';

/** Assignments that follow from an appointment somebody had the say to decide (EN-1, SC-9): what is free is given, nobody's is taken. */
@Injectable()
export class DecidedTeaching {
  constructor(
    private readonly groups: GroupAdminRepository,
    private readonly classRows: ClassRepository,
    private readonly teaching: TeachingGroups,
    private readonly classes: Classes,
    private readonly today: Today,
  ) {}

  /** What would be given now, and what would not. */
  async plan(schoolId: string, { personId, subjects, classes, homeroomClass, from }: WantedTeaching): Promise<TeachingPlan> {
    const today = await this.today.in(schoolId);
    const on = laterOf(today, from);
    const year = schoolYearOn(on);
    const found: { typed: string; id: string | null }[] = [];
    for (const typed of classes) found.push({ typed, id: (await this.classNamed(schoolId, year, typed))?.id ?? null });
    const keys = subjects.map(nameKey);
    const known = await this.groups.knownSubjects(schoolId, keys);
    const led = homeroomClass === null ? null : await this.classNamed(schoolId, year, homeroomClass);
    return planTeaching({
      personId, classes: found, startsLater: on > today,
      subjects: subjects.map((typed, i) => ({ typed, key: keys[i]!, known: known.has(keys[i]!) })),
      candidates: await this.groups.candidates(schoolId, year, keys, found.flatMap(({ id }) => (id === null ? [] : [id])), on),
      homeroom: homeroomClass === null ? null : { typed: homeroomClass, found: led === null ? null : { id: led.id, name: led.name, version: led.version, leader: led.homeroomPersonId } },
    });
  }

  /** Gives it, in the caller's transaction, to somebody who works at the school by now. @returns what was given and what was not */
  @Transactional()
  async give(actor: Actor, schoolId: string, wanted: WantedTeaching): Promise<TeachingPlan> {
    // Two who are appointed at once stand in line for the same groups.
    await this.groups.lock(schoolId, (await this.plan(schoolId, wanted)).groups.map(({ groupId }) => groupId));
    const plan = await this.plan(schoolId, wanted);
    const from = laterOf(await this.today.in(schoolId), wanted.from);
    for (const { groupId } of plan.groups) await this.teaching.assign(actor, schoolId, groupId, { personId: wanted.personId, from });
    if (plan.homeroom !== null) await this.classes.change(actor, schoolId, plan.homeroom.classId, plan.homeroom.version, { homeroomPersonId: wanted.personId });
    return plan;
  }

  private classNamed(schoolId: string, year: number, typed: string): Promise<ClassRow | null> {
    const parsed = parseClassName(typed);
    return parsed === null ? Promise.resolve(null) : this.classRows.byName(schoolId, year, parsed);
  }
}

function laterOf(today: CalendarDate, day: CalendarDate | undefined): CalendarDate {
  return day !== undefined && day > today ? day : today;
}
