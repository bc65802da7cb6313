import { Injectable } from '@nestjs/common';
import { notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { ImportResult } from '../imports.contracts.js';
import { ImportRepository } from '../persistence/import.repository.js';

@Injectable()
export class ImportsQuery {
  constructor(private readonly imports: ImportRepository) {}

  async byId(schoolId: string, id: string): Promise<ImportResult> {
    const result = await this.imports.byId(schoolId, id);
    if (result === null) throw notFound();
    return result;
  }

  /** Latest first. */
  page(schoolId: string, limit: number, cursor?: string): Promise<Page<ImportResult>> {
    return this.imports.page(schoolId, limit, cursor);
  }
}
