import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import { renderPdf } from '../../../../platform/pdf/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { RequestsQuery } from '../requests.query.js';
import { loginSlipDocument } from './login-slip-document.js';

/** The login of an applicant who came on paper and has neither e-mail nor telephone: printed and handed over by whoever decides (EN-14, ID-4). */
@Injectable()
export class LoginSlips {
  constructor(
    private readonly queries: RequestsQuery,
    private readonly identity: IdentityFacade,
    private readonly schools: SchoolsFacade,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * With a new transit password each time.
   * @throws DomainError object.not_found for whoever does not decide it; enrollment.no_login_slip where the login goes to a
   * contact, or before it is sent; identity.login_letter_over once the applicant has come in
   */
  async print(actor: Actor, id: string, locale: 'ru' | 'en'): Promise<{ name: string; bytes: Buffer }> {
    const { request: { paper, status, applicantId, schoolId, number }, standing } = await this.queries.read(actor, id);
    if (standing !== 'staff') throw notFound();
    if (paper === null || paper.email !== null || paper.phone !== null || status === 'draft') throw new DomainError('enrollment.no_login_slip');
    const school = schoolId === null ? null : await this.schools.school(schoolId);
    const { login, password } = await this.identity.handOverLogin(actor, applicantId);
    const bytes = await renderPdf(loginSlipDocument({
      school: school?.name ?? '', applicant: displayName(paper.applicantName), login, password, entryUrl: this.config.publicUrl, at: this.clock.now(),
    }, locale));
    return { name: `login-${number}.pdf`, bytes };
  }
}
