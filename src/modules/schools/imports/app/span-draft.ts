import { newId } from '../../../../shared/ids.js';
import type { RecordRepository, RecordTable, SchoolRecord } from '../../structure/persistence/record.repository.js';
import type { ImportError } from '../domain/import-error.js';
import { planByKey } from '../domain/plan-by-key.js';
import { spanClashes, type YearSpan } from '../domain/year-spans.js';
import type { Draft, ImportContext } from '../import-kind.js';

/** Terms or vacations of a file against those of the year: only rows that stand over nothing are good. */
export async function draftSpans<S extends YearSpan>(records: RecordRepository, of: RecordTable, { schoolId, year, table }: ImportContext, { rows, errors, keyOf, same, clash }: {
  readonly rows: readonly (S & { readonly line: number })[];
  readonly errors: readonly ImportError[];
  readonly keyOf: (span: S) => string;
  readonly same: (row: S, known: S) => boolean;
  /** The code of what is wrong with two spans of the same grades, or null. */
  readonly clash: (a: S, b: S) => string | null;
}): Promise<Draft> {
  const known = (await records.all(of, schoolId, year.schoolYear)) as unknown as readonly (S & SchoolRecord)[];
  const keys = new Set(rows.map(keyOf));
  const clashes = spanClashes(rows, known.filter((span) => !keys.has(keyOf(span))), clash, table.headings);
  const clashing = new Set(clashes.map(({ line }) => line));
  const plan = planByKey(rows.filter(({ line }) => !clashing.has(line)), {
    keyOf, known: new Map(known.map((span) => [keyOf(span), span])), same, column: 'startsOn', headings: table.headings,
  });
  const data = (row: S): Record<string, unknown> => ({ ...(row as YearSpan), schoolYear: year.schoolYear });
  return {
    created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...errors, ...clashes, ...plan.errors],
    write: async () => {
      await records.together(of, async () => {
        for (const { row, known: { id, version } } of plan.changed) await records.update(of, schoolId, id, version, data(row));
        for (const row of plan.created) await records.insert(of, schoolId, newId(), data(row));
      });
    },
  };
}
