import type { Type } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, type FieldError } from '../../../shared/domain-error.js';
import type { RoleCode } from '../../../shared/roles.js';
import type { CalendarPlace } from '../../calendar/index.js';
import { attachedDocuments } from '../domain/attachments.js';
import type { TypedForm } from '../domain/form.js';
import type { Words } from '../domain/reasons.js';
import type { EnrollmentRequest, Scope } from '../enrollment.contracts.js';

/** What and where a form that passed the checks is about. */
export interface Subject {
  /** The school that answers; null when none does. */
  readonly schoolId: string | null;
  /** Whose working days count, and whose region stands in the number: a school will do. */
  readonly place: CalendarPlace;
  /** Who answers, one after another; the kind's usual route unless said. */
  readonly route?: readonly Scope[];
  /** What tells this case from others of the applicant: a child, an INN; kept as a blind index. */
  readonly identity: string;
  /** As lists show it, and as the queue's search finds it. */
  readonly title: string;
  readonly className: string | null;
  /** Fields the kind writes into the form as it is sent, beside what was typed: what is on file now. */
  readonly adds?: TypedForm;
}

export type Checked =
  | { readonly errors: readonly FieldError[]; readonly subject: null }
  | { readonly errors: readonly []; readonly subject: Subject };

/** An approved request that still has to do its work. `target`: the body of the approval, of the kind's own class. */
export interface Approval<Target extends object = object> {
  readonly actor: Actor;
  readonly request: EnrollmentRequest;
  readonly target: Target;
}

/** What an approval did. */
export interface Effect {
  /** The pupil it made or matched. */
  readonly pupilId?: string;
  /** Where there is more than one way: `place`, `waiting_list`. */
  readonly outcome?: string;
  /** Ids of what was made, for whoever reads the request: `{ fileId }`. */
  readonly result?: Readonly<Record<string, string>>;
  /** What the applicant is told; shown with the decision. */
  readonly message?: string;
}

/** What an approval would do now, and what it would leave to be done by hand: for whoever decides. */
export interface Foreseen {
  readonly done: readonly Words[];
  readonly left: readonly Words[];
}

/** A PDF made for the applicant. */
export interface IssuedDocument {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A line of a receipt and of a printed form. */
export interface SummaryLine {
  readonly label: Words;
  readonly value: string | Words;
}

/** A field of a printed form (EN-14). */
export interface PrintedLine {
  readonly pointer: string;
  readonly label: Words;
  /** What a code stands for: values of a choice. */
  readonly choices?: Readonly<Record<string, Words>>;
}

/** How a kind stands on paper: in the order of the form. */
export interface OnPaper {
  /** What the paper asks for, in a sentence after "Прошу". */
  readonly asks: Words;
  /** What a draft of the school begins with. */
  readonly begin: (schoolId: string) => TypedForm;
  readonly lines: readonly PrintedLine[];
  /** It needs a consent to the processing of the child's data. */
  readonly consent?: true;
}

/** What a kind says of itself once and for all. */
export interface KindDeclaration {
  readonly code: string;
  /** What people call it. */
  readonly title: Words;
  /** What may be typed at all, with `kind`; and the same without it, as `PATCH` takes it. */
  readonly form: Type<object>;
  readonly fields: Type<object>;
  /** Body of the approval; a class without fields when there is nothing to say. */
  readonly approval: Type<object>;
  /** Working days, and how many in all when extended (EN-4, EN-6). `bySchool`: a school may set its own. */
  readonly term: { readonly workingDays: number; readonly extendedTo: number; readonly bySchool?: true };
  /** Who answers, one after another: all but the last endorse. */
  readonly route: readonly Scope[];
  /** Roles that answer in each scope of a route. */
  readonly deciders: Readonly<Partial<Record<Scope, readonly RoleCode[]>>>;
  /** JSON pointers of fields that are kept sealed (SE-3). */
  readonly sensitive: readonly string[];
  /** Kinds families bring on paper, to a school: their printed form (EN-14). */
  readonly paper?: OnPaper;
  /** Grounds it may be rejected on; words by `defineRejectReasons`. */
  readonly rejectReasons: readonly string[];
  /** What an approved applicant should do next. */
  readonly approved: (request: EnrollmentRequest) => Words;
}

/**
 * A kind of request (EN-1): it declares its form, checks, term, deciders and effect; the workflow, the clock, the queue
 * and the history are the same for all. Another kind is one class like this with its form, named in `KINDS`.
 */
export abstract class RequestKind<Target extends object = object> {
  abstract readonly declaration: KindDeclaration;

  /** A new draft with what is known of the applicant filled in; what was typed stays. */
  begin(_applicantId: string, form: TypedForm): Promise<TypedForm> {
    return Promise.resolve(form);
  }

  /**
   * The form with what its codes stand for filled in.
   * @param typed the fields just typed: only new codes are looked up
   * @throws InvalidInput for a code that may not be kept as typed
   */
  complete(form: TypedForm, _typed: TypedForm, _actor: Actor): Promise<TypedForm> {
    return Promise.resolve(form);
  }

  /** Files the form names. */
  fileIds(form: TypedForm): readonly string[] {
    return attachedDocuments(form).map(({ fileId }) => fileId);
  }

  /**
   * Everything that is wrong with the form, by its meaning, at once (EN-3).
   * @param paperAt the school whose staff typed it from paper: nothing of the applicant's account is compared with it, and
   * it may be about any pupil of that school, as they have seen the documents; null when it was composed on line (EN-14)
   */
  abstract check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked>;

  /** Does what the request asked for, in the transaction of the approval (EN-12): two approvals of one subject stand in line. */
  abstract carryOut(approval: Approval<Target>): Promise<Effect>;

  /** What an approval would do beside the obvious; null when there is nothing to say. */
  foresee(_request: EnrollmentRequest): Promise<Foreseen | null> {
    return Promise.resolve(null);
  }

  /**
   * A document the approval asked for: made by the worker after the approval, kept with the request and told to the
   * applicant; null when there is none. Asked again after a crash.
   */
  issue(_request: EnrollmentRequest): Promise<IssuedDocument | null> {
    return Promise.resolve(null);
  }

  /** Takes back what an approval gave, when the applicant gives it up or the school withdraws it; only for kinds with outcomes. */
  release(request: EnrollmentRequest, _actor: Actor): Promise<void> {
    return Promise.reject(new Error(`Nothing is given up of a request of the kind ${request.kind}`));
  }

  /** What a bulk approval would say (EN-9). @throws DomainError when a person has to look at it */
  bulkTarget(_request: EnrollmentRequest): Promise<Target> {
    return Promise.reject(new DomainError('enrollment.decide_by_hand'));
  }

  /** What receipts and printed forms say of it beside number, school, applicant and documents. */
  abstract summary(form: TypedForm): readonly SummaryLine[];
}

/** The school of a request whose route begins at one. */
export function schoolOf(request: EnrollmentRequest): string {
  if (request.schoolId === null) throw new Error(`Request ${request.id} has no school`);
  return request.schoolId;
}
