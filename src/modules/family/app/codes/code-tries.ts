import { Injectable } from '@nestjs/common';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { parseCode, type TypedCode } from '../../domain/linking-code.js';
import type { LinkingCode } from '../../linking-codes.contracts.js';
import { LinkingCodeRepository } from '../../persistence/linking-code.repository.js';

const HOUR = 3600 * 1000;
const CALLER: Limit = { operation: 'family.code_caller', most: 10, windowMs: HOUR };
/** Over all callers and all codes of the child, also later ones. */
const CHILD: Limit = { operation: 'family.code_child', most: 20, windowMs: 24 * HOUR };
/** A school has about as many families as pupils; a whole parents' evening mistypes less. */
const SCHOOL: Limit = { operation: 'family.code_school', most: 200, windowMs: HOUR };

/**
 * Tries of linking codes (FA-2): counted per caller, child and school by what was typed, before anything is looked at, and
 * committed at once. The rows are the same for a code of nobody, so that no answer tells whether a child exists.
 */
@Injectable()
export class CodeTries {
  constructor(private readonly codes: LinkingCodeRepository, private readonly limits: Limits, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  /**
   * The code that was typed, if it is open. The caller says `right` once it was accepted: until then it counts like a wrong one, so
   * that nobody learns from the limits that a code refused to them is a good one.
   * @param pointer the field it was typed into
   * @throws InvalidInput `family.code_mistyped` for what is no code, uncounted; `family.code_not_accepted` for one that does not work, whatever the cause
   * @throws DomainError limits.too_many
   */
  async take(actor: Actor, typed: string, pointer: string): Promise<LinkingCode> {
    const code = parseCode(typed);
    if (code === null) throw new InvalidInput([{ pointer, code: 'family.code_mistyped' }]);
    for (const [limit, key] of countersOf(actor, code)) await this.limits.spend(limit, key);
    const at = this.clock.now();
    const found = await this.codes.tryOne(code, at);
    if (found === null) return this.refuse(actor, null, 'not_open', pointer);
    // At once: later the caller's own transaction may hold these rows.
    await this.codes.giveBack(code, at);
    return found;
  }

  /** The code was accepted: the try counts for nothing. */
  async right(actor: Actor, typed: string): Promise<void> {
    for (const [limit, key] of countersOf(actor, parseCode(typed)!)) await this.limits.giveBack(limit, key);
  }

  /** Says no in the one way there is; why, only the audit knows. */
  async refuse(actor: Actor, code: LinkingCode | null, reason: string, pointer: string): Promise<never> {
    await this.audit.record(actor, {
      operation: 'family.redeem_code', objectType: 'family.linking_code', objectId: code?.id ?? null, schoolId: code?.schoolId ?? null,
      subjectId: code?.pupilId ?? null, outcome: 'refused', details: { reason },
    });
    throw new InvalidInput([{ pointer, code: 'family.code_not_accepted' }]);
  }
}

function countersOf(actor: Actor, { tag, schoolTag }: TypedCode): (readonly [Limit, string])[] {
  return [[CALLER, actor.personId], [SCHOOL, schoolTag], [CHILD, tag]];
}
