import { Injectable } from '@nestjs/common';
import { newId } from '../../../../shared/ids.js';
import { ClassRepository } from '../../roster/persistence/class.repository.js';
import { DivisionRepository } from '../../roster/persistence/division.repository.js';
import { GroupAdminRepository } from '../../roster/persistence/group-admin.repository.js';
import type { GroupPart, GroupRow } from '../../roster/roster.model.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { SubjectNames } from '../app/subject-names.js';
import { hoursText } from '../domain/cells.js';
import { parseParts, type PartClass, partsText } from '../domain/group-parts.js';
import { planByKey } from '../domain/plan-by-key.js';
import { type Cells, readRows } from '../domain/read-rows.js';

/** Teaching groups of a year (SC-9), told apart by subject and name. Empty hours leave what is known. */
@Injectable()
export class GroupKind implements ImportKindOf {
  static readonly kind = 'groups';
  static readonly exported = { ru: 'Выгружены учебные группы', en: 'Exported the teaching groups' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'subject', headings: ['Предмет', 'subject'] },
    { key: 'parts', headings: ['Состав', 'parts', 'классы', 'класс'] },
    { key: 'name', headings: ['Группа', 'name', 'group', 'название'] },
    { key: 'hoursAWeek', headings: ['Часов в неделю', 'hoursAWeek', 'hours', 'часы', 'часов'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(
    private readonly groups: GroupAdminRepository,
    private readonly classes: ClassRepository,
    private readonly divisions: DivisionRepository,
    private readonly subjects: SubjectNames,
  ) {}

  async draft({ schoolId, year: { schoolYear }, table }: ImportContext): Promise<Draft> {
    const classes = await this.classesOf(schoolId, schoolYear);
    const byName = new Map([...classes.values()].map((schoolClass) => [schoolClass.name, schoolClass]));
    const subjects = await this.subjects.of(schoolId);
    const read = readRows(table, ['subject', 'parts'], (cells) => {
      const parts = readParts(cells, byName, schoolYear);
      return { subjectId: subjects.read(cells, 'subject'), parts, name: cells.text('name', 100) ?? usualName(parts, classes), hoursAWeek: cells.number('hoursAWeek', 0.5, 40, 1) };
    });
    const known = await this.groups.ofYear(schoolId, schoolYear);
    const keyOf = ({ subjectId, name }: { subjectId: string; name: string }) => `${subjectId}|${name}`;
    const plan = planByKey(read.rows, {
      keyOf, known: new Map(known.map((group) => [keyOf(group), group])), column: 'parts', headings: table.headings,
      same: (row, group) => samePart(row.parts, group.parts) && (row.hoursAWeek === null || row.hoursAWeek === Number(group.hoursAWeek)),
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: async () => {
        await this.groups.insertAll(schoolId, schoolYear, plan.created.map(({ subjectId, name, hoursAWeek, parts }) => ({ id: newId(), subjectId, name, hoursAWeek, parts })));
        for (const { row, known: { id, version, name, hoursAWeek } } of plan.changed) {
          await this.groups.update(schoolId, id, version, name, row.hoursAWeek ?? hoursAWeek);
          await this.groups.putParts(schoolId, schoolYear, id, row.parts);
        }
      },
    };
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const classes = await this.classesOf(schoolId, schoolYear);
    return (await this.groups.ofYear(schoolId, schoolYear)).map((group: GroupRow) =>
      [group.subject, partsText(group.parts, classes), group.name, group.hoursAWeek === null ? null : hoursText(Number(group.hoursAWeek))]);
  }

  /** By id. */
  private async classesOf(schoolId: string, schoolYear: number): Promise<ReadonlyMap<string, PartClass>> {
    const divisions = await this.divisions.ofYear(schoolId, schoolYear);
    return new Map((await this.classes.ofYear(schoolId, schoolYear)).map(({ id, name }) => [id, { id, name, divisions: divisions.filter(({ classId }) => classId === id) }]));
  }
}

function readParts(cells: Cells, classes: ReadonlyMap<string, PartClass>, schoolYear: number): readonly GroupPart[] {
  if (cells.raw('parts') === '') return cells.required('parts', []);
  const parts = parseParts(cells.raw('parts'), classes);
  if (!('code' in parts)) return parts;
  cells.say('parts', parts.code, { schoolYear, nextYear: schoolYear + 1 });
  return [];
}

function usualName(parts: readonly GroupPart[], classes: ReadonlyMap<string, PartClass>): string {
  return parts.map(({ classId, division, subgroup }) => (division === 0 ? classes.get(classId)!.name : `${classes.get(classId)!.name}/${subgroup}`)).join('+').slice(0, 100);
}

function samePart(a: readonly GroupPart[], b: readonly GroupPart[]): boolean {
  const keys = (parts: readonly GroupPart[]) => parts.map(({ classId, division, subgroup }) => `${classId}/${division}/${subgroup}`).sort().join('+');
  return keys(a) === keys(b);
}
