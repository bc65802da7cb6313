import { Injectable } from '@nestjs/common';
import { newId } from '../../../../shared/ids.js';
import { type ClassData, ClassRepository } from '../../roster/persistence/class.repository.js';
import type { readTable } from '../domain/columns.js';
import { readClasses } from '../domain/read-classes.js';
import type { Draft } from './draft.js';
import type { ClassRow } from '../../roster/roster.model.js';
import type { AcademicYear } from '../../structure/structure.model.js';

/** Classes of a file against those of the year. */
@Injectable()
export class ClassImport {
  constructor(private readonly classes: ClassRepository) {}

  async draft(schoolId: string, { schoolYear }: AcademicYear, table: ReturnType<typeof readTable>): Promise<Draft> {
    const read = readClasses(table.rows, table.headings);
    const known = new Map((await this.classes.ofYear(schoolId, schoolYear)).map((row) => [row.name, row]));
    const created: ClassData[] = [];
    const changed: (ClassData & Pick<ClassRow, 'version'>)[] = [];
    for (const { gradeLevel, letter, shift, profile } of read.classes) {
      const found = known.get(`${gradeLevel}${letter}`);
      const data = {
        id: found?.id ?? newId(), schoolYear, gradeLevel, letter, homeroomPersonId: found?.homeroomPersonId ?? null,
        shift: shift ?? found?.shift ?? 1, profile: profile ?? found?.profile ?? null,
      };
      if (found === undefined) created.push(data);
      else if (data.shift !== found.shift || data.profile !== found.profile) changed.push({ ...data, version: found.version });
    }
    return {
      created: created.length, changed: changed.length, same: read.classes.length - created.length - changed.length, errors: read.errors,
      write: async () => {
        for (const data of created) await this.classes.insert(schoolId, data);
        for (const data of changed) await this.classes.update(schoolId, data, data.version);
      },
    };
  }
}
