import { Injectable } from '@nestjs/common';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import { renderPdf } from '../../../../platform/pdf/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { addressGroup } from '../../../../shared/address-group.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { applicantName } from '../../domain/paper.js';
import { DECLARATIONS, declarationOf } from '../../kinds/kinds.js';
import { Receipts } from '../receipt/receipts.service.js';
import { RequestsQuery } from '../requests.query.js';
import { Addressee } from './addressee.query.js';
import { requestFormDocument } from './request-form-document.js';

/** A whole school is one address to us; a form is drawn anew each time. */
const BLANKS: Limit = { operation: 'enrollment.blank_form', most: 60, windowMs: 10 * 60 * 1000 };

/** Printed forms of requests, blank and filled, addressed to the director (EN-14). */
@Injectable()
export class RequestForms {
  constructor(
    private readonly queries: RequestsQuery,
    private readonly receipts: Receipts,
    private readonly schools: SchoolsFacade,
    private readonly addressee: Addressee,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError object.not_found for a kind that is not brought on paper and for a school that takes no requests; limits.too_many */
  async blank(kind: string, schoolId: string, ip: string, locale: 'ru' | 'en'): Promise<Buffer> {
    await this.limits.spend(BLANKS, addressGroup(ip));
    const { title, paper } = DECLARATIONS.find(({ code }) => code === kind) ?? {};
    const school = await this.schools.school(schoolId.toLowerCase());
    if (title === undefined || paper === undefined || school?.status !== 'active') throw notFound();
    return renderPdf(requestFormDocument({ title, paper, school: await this.addressee.of(school), at: this.clock.now(), filled: null }, locale));
  }

  /**
   * As it stands now, a draft too; for the applicant and the staff who see it whole.
   * @throws DomainError object.not_found, enrollment.no_printed_form
   */
  async filled(actor: Actor, id: string, locale: 'ru' | 'en'): Promise<{ name: string; bytes: Buffer }> {
    const { request, line, standing } = await this.queries.read(actor, id);
    if (standing === 'coordinator') throw notFound();
    const { title, paper } = declarationOf(request.kind);
    if (paper === undefined) throw new DomainError('enrollment.no_printed_form');
    const { form, number, schoolId, submittedAt } = request;
    const named = schoolId ?? line.school?.id ?? null;
    const found = named === null ? null : await this.schools.school(named);
    const school = found === null ? null : await this.addressee.of(found);
    const code = number === null ? null : this.receipts.codeOf(id, number);
    const bytes = await renderPdf(requestFormDocument({
      title, paper, school, at: submittedAt ?? this.clock.now(), filled: { applicant: displayName(applicantName(line)), form, number, code },
    }, locale));
    return { name: `request-${number ?? 'draft'}.pdf`, bytes };
  }
}
