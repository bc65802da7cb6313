import { Injectable } from '@nestjs/common';
import { newId } from '../../../../shared/ids.js';
import { type ClassData, ClassRepository } from '../../roster/persistence/class.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { CLASS_COLUMNS, readClasses } from '../domain/read-classes.js';
import type { ClassRow } from '../../roster/roster.model.js';

/** Classes of a year, told apart by name. */
@Injectable()
export class ClassKind implements ImportKindOf {
  static readonly kind = 'classes';
  static readonly exported = { ru: 'Выгружен список классов', en: 'Exported the list of classes' };

  readonly right = 'schools.files';
  readonly columns = CLASS_COLUMNS;
  readonly exportedColumns = ['className', 'shift', 'profile'];

  constructor(private readonly classes: ClassRepository) {}

  async draft({ schoolId, year: { schoolYear }, table }: ImportContext): Promise<Draft> {
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

  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    return (await this.classes.ofYear(schoolId, schoolYear)).map(({ name, shift, profile }) => [name, String(shift), profile]);
  }
}
