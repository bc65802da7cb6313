import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { isRetryable } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { checkReason } from '../domain/cells.js';
import { parseMarkValue } from '../domain/mark-value.js';
import { schoolYearOf } from '../domain/school-year.js';
import type { SavedMarks } from '../journal.contracts.js';
import { type MarkChange, type MarkScope, MarksRepository } from '../persistence/marks.repository.js';

/** Why a mark is changed or removed (JO-6). */
export interface ChangeReason {
  readonly reasonCode: string;
  readonly note?: string;
}

/** A change or a removal of one mark, with a reason; its history is kept (JO-6, JO-9). */
@Injectable()
export class ChangeMark {
  constructor(private readonly marks: MarksRepository, private readonly outbox: Outbox, private readonly access: SchoolAccess, private readonly clock: Clock) {}

  /** @throws InvalidInput; DomainError not found, `object.stale` with the present mark, `journal.term_closed` */
  async change(actor: Actor, markId: string, version: number, to: ChangeReason & { value: string | number; comment?: string | null }): Promise<SavedMarks> {
    const value = parseMarkValue(to.value);
    InvalidInput.throwIfAny([
      ...(value === null ? [{ pointer: '/value', code: 'journal.value', params: { value: String(to.value) } }] : []),
      ...checkReason(to.reasonCode, to.note).map(([field, code]) => ({ pointer: `/${field}`, code })),
    ]);
    return this.act(actor, markId, version, to, value, (scope, change) => this.marks.change(scope, change, value!, to.comment));
  }

  /** @throws as `change` */
  async remove(actor: Actor, markId: string, version: number, why: ChangeReason): Promise<SavedMarks> {
    InvalidInput.throwIfAny(checkReason(why.reasonCode, why.note).map(([field, code]) => ({ parameter: field, code })));
    return this.act(actor, markId, version, why, null, (scope, change) => this.marks.remove(scope, change));
  }

  private async act(
    actor: Actor, markId: string, expectedVersion: number, why: ChangeReason, value: string | null,
    write: (scope: MarkScope, change: MarkChange) => Promise<SavedMarks | null>,
  ): Promise<SavedMarks> {
    if (actor.schoolId === null) throw notFound();
    const scope: MarkScope = { schoolId: actor.schoolId, schoolYear: schoolYearOf(markId), actor, now: this.clock.now() };
    const change: MarkChange = {
      markId, expectedVersion, correctsAny: await this.access.allows(actor, 'journal.correct_any'), reasonCode: why.reasonCode, note: why.note ?? null,
    };
    const saved = await write(scope, change).catch((error: unknown) => {
      if (isRetryable(error)) return null;
      throw error;
    });
    if (saved === null) return this.refuse(scope, change, value);
    this.outbox.written();
    return saved;
  }

  private async refuse(scope: MarkScope, change: MarkChange, value: string | null): Promise<never> {
    const facts = await this.marks.explainChange(scope, change, value);
    if (facts === null || !facts.writable) throw notFound();
    if (facts.term_closed) throw new DomainError('journal.term_closed', { term: facts.term_name });
    if (!facts.value_known) throw new InvalidInput([{ pointer: '/value', code: 'journal.value', params: { value } }]);
    const { id, value: current, comment, version } = facts;
    if (version !== change.expectedVersion) throw new DomainError('object.stale', {}, { current: { id, value: current, comment, version } });
    throw new DomainError('journal.busy');
  }
}
