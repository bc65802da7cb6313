import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { RecordRepository, VACATIONS } from '../../structure/persistence/record.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { draftSpans } from '../app/span-draft.js';
import { russianDate } from '../domain/cells.js';
import { readRows } from '../domain/read-rows.js';
import { daysOverlap, readSpan, SPAN_COLUMNS, type YearSpan } from '../domain/year-spans.js';

interface Vacation extends YearSpan { readonly name: string }

/** Vacations of a year (SC-7), told apart by grade levels and name. */
@Injectable()
export class VacationKind implements ImportKindOf {
  static readonly kind = 'vacations';
  static readonly exported = { ru: 'Выгружены каникулы', en: 'Exported the vacations' };

  readonly right = 'schools.files';
  readonly columns = [{ key: 'name', headings: ['Каникулы', 'name', 'название', 'vacation'] }, ...SPAN_COLUMNS];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(private readonly records: RecordRepository) {}

  draft(context: ImportContext): Promise<Draft> {
    const { rows, errors } = readRows(context.table, ['name', 'startsOn', 'endsOn'], (cells): Vacation =>
      // The summer one goes on after the year.
      ({ name: cells.requiredText('name', 100), ...readSpan(cells, context.year, `${context.year.schoolYear + 1}-08-31`) }));
    const keyOf = ({ name, gradeFrom, gradeTo }: Vacation) => `${gradeFrom}-${gradeTo}|${nameKey(name)}`;
    return draftSpans(this.records, VACATIONS, context, {
      rows, errors, keyOf,
      same: (row, known) => row.name === known.name && row.startsOn === known.startsOn && row.endsOn === known.endsOn,
      clash: (a, b) => (keyOf(a) !== keyOf(b) && daysOverlap(a, b) ? 'schools.vacations_overlap' : null),
    });
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<string[][]> {
    return ((await this.records.all(VACATIONS, schoolId, schoolYear)) as unknown as Vacation[]).map(({ name, gradeFrom, gradeTo, startsOn, endsOn }) =>
      [name, String(gradeFrom), String(gradeTo), russianDate(startsOn), russianDate(endsOn)]);
  }
}
