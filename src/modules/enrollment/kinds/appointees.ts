import { Injectable } from '@nestjs/common';
import { type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { IdentityFacade, type Newcomer } from '../../identity/index.js';
import { appointeeOf, isSelf } from '../domain/appointee-check.js';
import type { TypedForm } from '../domain/form.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';

/** People named in a form who get an account and a role once it is approved: the applicant, or somebody new. */
@Injectable()
export class Appointees {
  constructor(private readonly identity: IdentityFacade) {}

  /** What is wrong with the contacts a login is to be sent to. */
  wrongContacts(form: TypedForm, at: string): readonly FieldError[] {
    if (isSelf(form, at)) return [];
    const { email, phone } = appointeeOf(form, at);
    try {
      this.identity.readNewcomerContacts({ email, phone }, at);
      return [];
    } catch (error) {
      if (error instanceof InvalidInput) return error.errors;
      throw error;
    }
  }

  /** Of a form that passed the checks: the applicant's id, or the newcomer. */
  who({ form, applicantId }: EnrollmentRequest, at: string): string | Newcomer {
    if (isSelf(form, at)) return applicantId;
    const { name, ...typed } = appointeeOf(form, at);
    return { name, ...this.identity.readNewcomerContacts(typed, at) };
  }
}
