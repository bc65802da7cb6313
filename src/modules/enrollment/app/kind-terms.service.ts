import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { KindTerm } from '../enrollment.contracts.js';
import { declarationOf, DECLARATIONS } from '../kinds/kinds.js';
import { KindTermsRepository } from '../persistence/kind-terms.repository.js';

/** Terms of the kinds a school may set (domain rules, Requests 4). A new setting is for what is sent from then on. */
@Injectable()
export class KindTerms {
  constructor(private readonly rows: KindTermsRepository, private readonly schools: SchoolsFacade, private readonly audit: AuditFacade) {}

  /** Working days of a round of this kind. @param schoolId null for one no school answers */
  async daysOf(schoolId: string | null, code: string): Promise<{ usual: number; extended: number }> {
    const { term } = declarationOf(code);
    const set = schoolId === null || term.bySchool !== true ? undefined : (await this.rows.of(schoolId)).find(({ kind }) => kind === code);
    return set === undefined ? { usual: term.workingDays, extended: term.extendedTo } : { usual: set.usual, extended: set.extended };
  }

  /** Every kind whose term a school may set, with what holds. @throws DomainError object.not_found */
  async list(schoolId: string): Promise<KindTerm[]> {
    if ((await this.schools.school(schoolId)) === null) throw notFound();
    const set = new Map((await this.rows.of(schoolId)).map((row) => [row.kind, row]));
    return settable().map(({ code, term }) => set.get(code) ?? { kind: code, usual: term.workingDays, extended: term.extendedTo, version: 0 });
  }

  /** @throws DomainError object.not_found for another school or a kind whose term is fixed, object.stale; InvalidInput */
  @Transactional()
  async put(actor: Actor, schoolId: string, term: KindTerm): Promise<KindTerm> {
    const { kind, usual, extended, version } = term;
    if (actor.schoolId !== schoolId || !settable().some(({ code }) => code === kind)) throw notFound();
    if (extended < usual) throw new InvalidInput([{ pointer: '/extendedTo', code: 'enrollment.extended_too_short' }]);
    if ((await this.rows.put(schoolId, term)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'enrollment.kind_term', objectType: 'schools.school', objectId: schoolId, schoolId, outcome: 'success', details: { kind, usual, extended },
    });
    return { ...term, version: version + 1 };
  }
}

function settable(): { readonly code: string; readonly term: { readonly workingDays: number; readonly extendedTo: number } }[] {
  return DECLARATIONS.filter(({ term }) => term.bySchool === true);
}
