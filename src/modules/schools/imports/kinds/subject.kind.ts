import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { RecordRepository, SUBJECTS } from '../../structure/persistence/record.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { planByKey } from '../domain/plan-by-key.js';
import { readRows } from '../domain/read-rows.js';

interface Subject { readonly id: string; readonly version: number; readonly name: string; readonly nameKey: string; readonly shortName: string }

/** Subjects, told apart by name. */
@Injectable()
export class SubjectKind implements ImportKindOf {
  static readonly kind = 'subjects';
  static readonly exported = { ru: 'Выгружены предметы', en: 'Exported the subjects' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'name', headings: ['Предмет', 'subject', 'name', 'название'] },
    { key: 'shortName', headings: ['Сокращение', 'shortName', 'short name', 'кратко', 'краткое название'] },
  ];
  readonly exportedColumns = ['name', 'shortName'];

  constructor(private readonly records: RecordRepository) {}

  async draft({ schoolId, table }: ImportContext): Promise<Draft> {
    const read = readRows(table, ['name'], (cells) => ({ name: cells.requiredText('name', 200), shortName: cells.text('shortName', 30) }));
    const known = await this.records.all<Subject>(SUBJECTS, schoolId);
    const plan = planByKey(read.rows, {
      keyOf: ({ name }) => nameKey(name), known: new Map(known.map((subject) => [subject.nameKey, subject])), column: 'name', headings: table.headings,
      same: (row, { name, shortName }) => row.name === name && (row.shortName ?? shortName) === shortName,
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: async () => {
        for (const { name, shortName } of plan.created) await this.records.insert(SUBJECTS, schoolId, newId(), { name, nameKey: nameKey(name), shortName: shortName ?? name.slice(0, 30) });
        for (const { row, known: { id, version, shortName } } of plan.changed) {
          await this.records.update(SUBJECTS, schoolId, id, version, { name: row.name, nameKey: nameKey(row.name), shortName: row.shortName ?? shortName });
        }
      },
    };
  }

  async exportRows(schoolId: string): Promise<string[][]> {
    return (await this.records.all<Subject>(SUBJECTS, schoolId)).map(({ name, shortName }) => [name, shortName]);
  }
}
