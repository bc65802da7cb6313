import { Injectable } from '@nestjs/common';
import { newId } from '../../../../shared/ids.js';
import { CurriculumRepository } from '../../structure/persistence/curriculum.repository.js';
import { CURRICULA, RecordRepository } from '../../structure/persistence/record.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { SubjectNames } from '../app/subject-names.js';
import { hoursText } from '../domain/cells.js';
import { planByKey } from '../domain/plan-by-key.js';
import { readRows } from '../domain/read-rows.js';

/** Hours a week of a year (SC-9), told apart by grade level, profile and subject. */
@Injectable()
export class CurriculumKind implements ImportKindOf {
  static readonly kind = 'curricula';
  static readonly exported = { ru: 'Выгружен учебный план', en: 'Exported the curriculum' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'gradeLevel', headings: ['Параллель', 'gradeLevel', 'grade', 'класс'] },
    { key: 'profile', headings: ['Профиль', 'profile'] },
    { key: 'subject', headings: ['Предмет', 'subject'] },
    { key: 'hoursAWeek', headings: ['Часов в неделю', 'hoursAWeek', 'hours', 'часы', 'часов'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(private readonly curricula: CurriculumRepository, private readonly records: RecordRepository, private readonly subjects: SubjectNames) {}

  async draft({ schoolId, year: { schoolYear }, table }: ImportContext): Promise<Draft> {
    const subjects = await this.subjects.of(schoolId);
    const read = readRows(table, ['gradeLevel', 'subject', 'hoursAWeek'], (cells) => ({
      gradeLevel: cells.requiredNumber('gradeLevel', 1, 11), profile: cells.text('profile', 100), subjectId: subjects.read(cells, 'subject'),
      hoursAWeek: cells.requiredNumber('hoursAWeek', 0.5, 40, 1),
    }));
    const known = await this.curricula.lines(schoolId, schoolYear);
    const keyOf = ({ gradeLevel, profile, subjectId }: { gradeLevel: number; profile: string | null; subjectId: string }) => `${gradeLevel}|${profile?.toLowerCase() ?? ''}|${subjectId}`;
    const plan = planByKey(read.rows, {
      keyOf, known: new Map(known.map((line) => [keyOf(line), line])), same: (row, line) => row.hoursAWeek === line.hoursAWeek, column: 'subject', headings: table.headings,
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: async () => {
        for (const line of plan.created) await this.records.insert(CURRICULA, schoolId, newId(), { ...line, schoolYear });
        for (const { row, known: { id, version, profile } } of plan.changed) await this.records.update(CURRICULA, schoolId, id, version, { ...row, profile, schoolYear });
      },
    };
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    return (await this.curricula.lines(schoolId, schoolYear)).map(({ gradeLevel, profile, subject, hoursAWeek }) => [String(gradeLevel), profile, subject, hoursText(hoursAWeek)]);
  }
}
