import { Injectable } from '@nestjs/common';
import { displayName, nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { GroupAdminRepository } from '../../roster/persistence/group-admin.repository.js';
import type { Assignment } from '../../roster/roster.model.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { StaffNames } from '../app/staff-names.js';
import { SubjectNames } from '../app/subject-names.js';
import { hoursText, russianDate } from '../domain/cells.js';
import type { ImportError } from '../domain/import-error.js';
import { readRows } from '../domain/read-rows.js';

interface Row { readonly line: number; readonly personId: string; readonly groupId: string; readonly hoursAWeek: number | null; readonly from: string | null; readonly until: string | null }
interface Plan { created: Row[]; changed: { row: Row; known: Assignment }[]; hours: Row[]; errors: ImportError[] }

/**
 * Who teaches which group since when: teacher × subject × class or subgroup × hours (SC-9). Told apart by teacher, group
 * and first day; a row without the day is the present assignment. Hours are those of the group.
 */
@Injectable()
export class AssignmentKind implements ImportKindOf {
  static readonly kind = 'assignments';
  static readonly exported = { ru: 'Выгружена нагрузка учителей', en: 'Exported the assignments of teachers' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'teacher', headings: ['Учитель', 'teacher', 'преподаватель', 'ФИО учителя'] },
    { key: 'teacherCode', headings: ['Код учителя', 'teacherId', 'teacher id'] },
    { key: 'subject', headings: ['Предмет', 'subject'] },
    { key: 'group', headings: ['Группа', 'group', 'класс', 'учебная группа'] },
    { key: 'hoursAWeek', headings: ['Часов в неделю', 'hoursAWeek', 'hours', 'часы', 'часов'] },
    { key: 'from', headings: ['С', 'from', 'начало'] },
    { key: 'until', headings: ['До', 'until', 'первый день без группы'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(private readonly groups: GroupAdminRepository, private readonly staff: StaffNames, private readonly subjects: SubjectNames) {}

  async draft({ schoolId, year, table }: ImportContext): Promise<Draft> {
    const groups = await this.groups.ofYear(schoolId, year.schoolYear);
    const byName = new Map(groups.map((group) => [`${group.subjectId}|${nameKey(group.name)}`, group]));
    const byId = new Map(groups.map((group) => [group.id, group]));
    const subjects = await this.subjects.of(schoolId);
    const staff = await this.staff.of(schoolId);
    const read = readRows(table, ['teacher', 'subject', 'group'], (cells) => {
      const subjectId = subjects.read(cells, 'subject');
      const name = cells.requiredText('group', 100);
      const groupId = byName.get(`${subjectId}|${nameKey(name)}`)?.id;
      if (subjectId !== '' && name !== '' && groupId === undefined) cells.say('group', 'imports.group_unknown');
      const row = { personId: staff.read(cells, 'teacher', 'teacherCode'), groupId: groupId ?? '', hoursAWeek: cells.number('hoursAWeek', 0.5, 40, 1), from: cells.date('from'), until: cells.date('until') };
      if (row.until !== null && row.until <= (row.from ?? year.startsOn)) cells.say('until', 'schools.ends_before');
      return row;
    });
    const plan: Plan = { created: [], changed: [], hours: [], errors: [] };
    const say = (row: Row, key: string, code: string, params?: Record<string, unknown>) => plan.errors.push({ line: row.line, column: table.headings.get(key)!, code, params });
    const seen = new Map<string, Row[]>();
    const hours = new Map<string, number>();
    for (const row of read.rows) {
      const key = `${row.personId}|${row.groupId}`;
      const known = byId.get(row.groupId)!.assignments.filter(({ personId }) => personId === row.personId);
      const match = known.find(({ validFrom, validUntil }) => (row.from === null ? validUntil === null || validUntil === row.until : validFrom === row.from));
      const span = { validFrom: row.from ?? match?.validFrom ?? year.startsOn, validUntil: row.until };
      const before = (seen.get(key) ?? []).find((other) => overlap(span, { validFrom: other.from ?? year.startsOn, validUntil: other.until }));
      if (before !== undefined) say(row, 'teacher', 'imports.duplicate', { first: before.line });
      else if (known.some((other) => other !== match && overlap(span, other))) say(row, 'teacher', 'schools.assigned_already');
      else if (row.hoursAWeek !== null && (hours.get(row.groupId) ?? row.hoursAWeek) !== row.hoursAWeek) say(row, 'hoursAWeek', 'imports.hours_differ');
      else {
        seen.set(key, [...(seen.get(key) ?? []), row]);
        const otherHours = row.hoursAWeek !== null && row.hoursAWeek !== Number(byId.get(row.groupId)!.hoursAWeek);
        if (otherHours && !hours.has(row.groupId)) plan.hours.push(row);
        if (row.hoursAWeek !== null) hours.set(row.groupId, row.hoursAWeek);
        if (match === undefined) plan.created.push(row);
        else if (match.validUntil !== row.until && (row.until !== null || row.from !== null)) plan.changed.push({ row, known: match });
      }
    }
    const changedHours = plan.hours.filter((row) => !plan.created.includes(row) && !plan.changed.some((change) => change.row === row)).length;
    return {
      created: plan.created.length, changed: plan.changed.length + changedHours, same: read.rows.length - plan.errors.length - plan.created.length - plan.changed.length - changedHours,
      errors: [...read.errors, ...plan.errors],
      write: async () => {
        await this.groups.assignAll(schoolId, plan.created.map(({ groupId, personId, from, until }) => ({ id: newId(), groupId, personId, from: from ?? year.startsOn, until })));
        for (const { row, known } of plan.changed) await this.groups.endAssignment(schoolId, row.groupId, known.id, known.version, row.until);
        for (const { groupId, hoursAWeek } of plan.hours) {
          const { version, name } = byId.get(groupId)!;
          await this.groups.update(schoolId, groupId, version, name, hoursAWeek);
        }
      },
    };
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const groups = await this.groups.ofYear(schoolId, schoolYear);
    const people = await this.staff.people(groups.flatMap(({ assignments }) => assignments.map(({ personId }) => personId)));
    return groups.flatMap(({ subject, name, hoursAWeek, assignments }) => assignments.map(({ personId, validFrom, validUntil }) => {
      const person = people.get(personId);
      return [
        person === undefined ? null : displayName(person.name), personId, subject, name, hoursAWeek === null ? null : hoursText(Number(hoursAWeek)),
        russianDate(validFrom), validUntil === null ? null : russianDate(validUntil),
      ];
    }));
  }
}

function overlap(a: { validFrom: string; validUntil: string | null }, b: { validFrom: string; validUntil: string | null }): boolean {
  return (a.validUntil === null || b.validFrom < a.validUntil) && (b.validUntil === null || a.validFrom < b.validUntil);
}
