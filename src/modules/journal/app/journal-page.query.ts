import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { InvalidInput, notFound } from '../../../shared/domain-error.js';
import { JournalPageRepository, type PageParts } from '../persistence/journal-page.repository.js';
import { JournalReaders } from './journal-readers.js';

/** The journal page of a teaching group and a term (JO-1). */
@Injectable()
export class JournalPageQuery {
  constructor(private readonly pages: JournalPageRepository, private readonly readers: JournalReaders) {}

  /**
   * The page as JSON text.
   * @throws DomainError not found; InvalidInput for a term the group does not have
   */
  async json(actor: Actor, groupId: string, termId: string | undefined): Promise<string> {
    const reader = await this.readers.of(actor);
    const page = reader === null ? null : await this.pages.page(reader, groupId, termId ?? null);
    if (page === null) throw notFound();
    if (page.term === null && termId !== undefined) throw new InvalidInput([{ parameter: 'term', code: 'journal.term_unknown' }]);
    return compose(page);
  }
}

function compose(page: PageParts): string {
  return `{"group":${page.group},"term":${page.term ?? 'null'},"pupils":[${page.pupils ?? ''}],"lessons":[${page.lessons ?? ''}],`
    + `"cells":[${page.cells ?? ''}],"averages":${JSON.stringify(page.averages)},"finals":[],"closed":${page.closed}}`;
}
