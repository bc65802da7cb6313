import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { RecordRepository, SUBJECTS } from '../../structure/persistence/record.repository.js';
import type { Cells } from '../domain/read-rows.js';

export interface SubjectReader {
  /** The id of the subject a cell names; an unknown one is named as an error. */
  read(cells: Cells, key: string): string;
}

/** Subjects of a school as files name them: in full or in short. */
@Injectable()
export class SubjectNames {
  constructor(private readonly records: RecordRepository) {}

  async of(schoolId: string): Promise<SubjectReader> {
    const subjects = await this.records.all<{ id: string; version: number; nameKey: string; shortName: string }>(SUBJECTS, schoolId);
    const ids = new Map([...subjects.map(({ id, shortName }) => [nameKey(shortName), id] as const), ...subjects.map(({ id, nameKey: key }) => [key, id] as const)]);
    return {
      read: (cells, key) => {
        const name = cells.requiredText(key, 200);
        const id = ids.get(nameKey(name));
        if (name !== '' && id === undefined) cells.say(key, 'schools.subject_unknown');
        return id ?? '';
      },
    };
  }
}
