import { Injectable } from '@nestjs/common';
import { RecordRepository, TERMS } from '../../structure/persistence/record.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { draftSpans } from '../app/span-draft.js';
import { russianDate } from '../domain/cells.js';
import { readRows } from '../domain/read-rows.js';
import { daysOverlap, readSpan, SPAN_COLUMNS, type YearSpan } from '../domain/year-spans.js';

interface Term extends YearSpan { readonly kind: TermWord; readonly number: number; readonly name: string }
type TermWord = keyof typeof KINDS_OF_TERM;

const KINDS_OF_TERM = { quarter: ['четверть'], trimester: ['триместр'], half_year: ['полугодие'] };
const ROMAN = ['', 'I', 'II', 'III', 'IV'];

/** Terms of a year, which may differ by grade level (SC-7); told apart by grade levels and number. */
@Injectable()
export class TermKind implements ImportKindOf {
  static readonly kind = 'terms';
  static readonly exported = { ru: 'Выгружены учебные периоды', en: 'Exported the terms' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'kind', headings: ['Вид', 'kind', 'период'] },
    { key: 'number', headings: ['Номер', 'number'] },
    { key: 'name', headings: ['Название', 'name'] },
    ...SPAN_COLUMNS,
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(private readonly records: RecordRepository) {}

  draft(context: ImportContext): Promise<Draft> {
    const { rows, errors } = readRows(context.table, ['kind', 'number', 'startsOn', 'endsOn'], (cells): Term => {
      const kind = cells.raw('kind') === '' ? cells.required('kind', 'quarter' as const) : cells.word('kind', KINDS_OF_TERM) ?? 'quarter';
      const number = cells.requiredNumber('number', 1, 4);
      return { kind, number, name: cells.text('name', 100) ?? `${ROMAN[number]} ${KINDS_OF_TERM[kind][0]}`, ...readSpan(cells, context.year, context.year.endsOn) };
    });
    return draftSpans(this.records, TERMS, context, {
      rows, errors, keyOf: ({ gradeFrom, gradeTo, number }) => `${gradeFrom}-${gradeTo}|${number}`,
      same: (row, known) => row.kind === known.kind && row.name === known.name && row.startsOn === known.startsOn && row.endsOn === known.endsOn,
      clash: (a, b) => (a.number === b.number && (a.gradeFrom !== b.gradeFrom || a.gradeTo !== b.gradeTo) ? 'schools.term_exists'
        : a.number !== b.number && daysOverlap(a, b) ? 'schools.terms_overlap' : null),
    });
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<string[][]> {
    return ((await this.records.all(TERMS, schoolId, schoolYear)) as unknown as Term[]).map(({ kind, number, name, gradeFrom, gradeTo, startsOn, endsOn }) =>
      [KINDS_OF_TERM[kind][0]!, String(number), name, String(gradeFrom), String(gradeTo), russianDate(startsOn), russianDate(endsOn)]);
  }
}
