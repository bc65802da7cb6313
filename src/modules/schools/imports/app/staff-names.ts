import { isUUID } from 'class-validator';
import { Injectable } from '@nestjs/common';
import { IdentityFacade, type Person } from '../../../identity/index.js';
import { displayName, nameKey } from '../../../../shared/identifiers/index.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import { grouped } from '../domain/plan-by-key.js';
import type { Cells } from '../domain/read-rows.js';

export interface StaffReader {
  /** The person two cells name: by full name, and by code where several have it. Errors are named. */
  read(cells: Cells, nameColumn: string, codeColumn: string): string;
}

/** Staff of a school as files name them. The code is the person's id, as the export gives it. */
@Injectable()
export class StaffNames {
  constructor(private readonly identity: IdentityFacade) {}

  async of(schoolId: string): Promise<StaffReader> {
    const ids: string[] = [];
    for (const role of SCHOOL_STAFF) ids.push(...(await this.identity.holders({ role, schoolId })));
    const people = await this.identity.people(ids);
    const byName = grouped([...people.values()], ({ name }) => nameKey(displayName(name)));
    return { read: (cells, nameColumn, codeColumn) => read(cells, nameColumn, codeColumn, people, byName) };
  }

  /** By id. */
  people(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    return this.identity.people(ids);
  }
}

function read(cells: Cells, nameColumn: string, codeColumn: string, people: ReadonlyMap<string, Person>, byName: ReadonlyMap<string, readonly Person[]>): string {
  const code = cells.raw(codeColumn).toLowerCase();
  if (code !== '') {
    if (!isUUID(code) || !people.has(code)) cells.say(codeColumn, 'imports.teacher_unknown');
    return code;
  }
  const name = cells.requiredText(nameColumn, 300);
  const found = byName.get(nameKey(name)) ?? [];
  if (name !== '' && found.length === 0) cells.say(nameColumn, 'imports.teacher_unknown');
  if (found.length > 1) cells.say(nameColumn, 'imports.teacher_ambiguous');
  return found[0]?.id ?? '';
}
