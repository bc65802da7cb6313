import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { ImportResult } from '../imports.contracts.js';
import { ImportRepository } from '../persistence/import.repository.js';
import { FileRights } from './file-rights.js';

/** What imports did, of the kinds somebody has to do with. */
@Injectable()
export class ImportsQuery {
  constructor(private readonly imports: ImportRepository, private readonly rights: FileRights) {}

  async byId(actor: Actor, schoolId: string, id: string): Promise<ImportResult> {
    const kinds = await this.rights.kindsOf(actor);
    const result = await this.imports.byId(schoolId, id);
    if (result === null || !kinds.includes(result.kind)) throw notFound();
    return result;
  }

  /** Latest first. */
  async page(actor: Actor, schoolId: string, limit: number, cursor?: string): Promise<Page<ImportResult>> {
    return this.imports.page(schoolId, await this.rights.kindsOf(actor), limit, cursor);
  }
}
