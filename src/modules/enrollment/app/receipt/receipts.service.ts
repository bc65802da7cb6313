import { Injectable } from '@nestjs/common';
import { renderPdf } from '../../../../platform/pdf/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { receiptCode } from '../../domain/receipt-code.js';
import { Kinds } from '../../kinds/kinds.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import { RequestsQuery } from '../requests.query.js';
import { receiptDocument } from './receipt-document.js';

/** Receipts of requests, made on demand from the state they are in (EN-4). */
@Injectable()
export class Receipts {
  constructor(
    private readonly queries: RequestsQuery,
    private readonly requests: RequestRepository,
    private readonly kinds: Kinds,
    private readonly schools: SchoolsFacade,
  ) {}

  /**
   * For the applicant and the staff of the school: a coordinator reads that a request is overdue, and no more of it.
   * @throws DomainError object.not_found, enrollment.no_receipt for one that was not sent
   */
  async pdf(actor: Actor, id: string, locale: 'ru' | 'en'): Promise<{ number: string; bytes: Buffer }> {
    const shown = await this.queries.read(actor, id);
    if (shown.standing === 'coordinator') throw notFound();
    const { number, submittedAt, schoolId, kind, zone, form } = shown.request;
    const school = schoolId === null ? null : await this.schools.school(schoolId);
    if (number === null || submittedAt === null || zone === null) throw new DomainError('enrollment.no_receipt');
    const rules = this.kinds.of(kind);
    const bytes = await renderPdf(receiptDocument({
      shown, number, submittedAt, title: rules.declaration.title, summary: rules.summary(form), zone, school: school?.name ?? null, code: this.codeOf(id, number),
    }, locale));
    return { number, bytes };
  }

  /** What stands on the receipt to check it by; the same in every state. */
  codeOf(requestId: string, number: string): string {
    return receiptCode(this.requests.receiptDigest(requestId, number));
  }
}
