import type { Type } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import type { FieldError } from '../../../shared/domain-error.js';
import type { RoleCode } from '../../../shared/roles.js';
import type { TypedForm } from '../domain/form.js';
import type { Words } from '../domain/reasons.js';
import type { ApprovalTarget, EnrollmentRequest } from '../enrollment.contracts.js';

/** Whom and where a form that passed the checks is about. */
export interface Subject {
  readonly schoolId: string;
  /** What tells this child from others; kept as a blind index. */
  readonly childIdentity: string;
  /** For the queue's search, as it is shown. */
  readonly childName: string;
  readonly className: string | null;
}

export type Checked =
  | { readonly errors: readonly FieldError[]; readonly subject: null }
  | { readonly errors: readonly []; readonly subject: Subject };

/** An approved request that still has to do its work. */
export interface Approval {
  readonly actor: Actor;
  readonly request: EnrollmentRequest;
  readonly schoolId: string;
  readonly target: ApprovalTarget;
}

/**
 * A kind of request (EN-1): it declares its form, checks, term, deciders and effect; the workflow, the clock, the queue
 * and the history are the same for all. A new kind is one class like `DiaryAccess` with its form, named in `KINDS`.
 */
export interface RequestKind {
  readonly code: string;
  /** What people call it. */
  readonly title: Words;
  /** Shape of the form: what may be typed at all. */
  readonly form: Type<object>;
  /** Working days, and how many in all when extended (EN-4, EN-6). */
  readonly term: { readonly workingDays: number; readonly extendedTo: number };
  readonly deciders: readonly RoleCode[];
  /** JSON pointers of fields that are kept sealed (SE-3). */
  readonly sensitive: readonly string[];
  /** A new draft with what is known of the applicant filled in; what was typed stays. */
  begin(applicantId: string, form: TypedForm): Promise<TypedForm>;
  /** The form with what its codes stand for filled in. @param typed the fields just typed: only new codes are looked up */
  complete(form: TypedForm, typed: TypedForm): Promise<TypedForm>;
  /** Files the form names. */
  fileIds(form: TypedForm): readonly string[];
  /** Everything that is wrong with the form, by its meaning, at once (EN-3). */
  check(applicantId: string, form: TypedForm): Promise<Checked>;
  /** Does what the request asked for, in the transaction of the approval (EN-12). */
  carryOut(approval: Approval): Promise<{ pupilId: string }>;
  /** The only pupil the request can be about, for a bulk approval; null when a person has to look. */
  obviousPupil(request: EnrollmentRequest): Promise<string | null>;
}
