import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { shownCode } from '../../domain/linking-code.js';
import { isAtLeast, OWN_ACCOUNT_AGE } from '../../domain/majority.js';
import { codeScopeOf } from '../../family.policy.js';
import { CODE_VALID_DAYS, type CodeOrder, type CodeTarget, type IssuedCode, OPEN_CODES, type PreparedCode, type Recipient } from '../../linking-codes.contracts.js';
import { CodeRecipientsQuery } from '../../persistence/code-recipients.query.js';
import { LinkingCodeRepository } from '../../persistence/linking-code.repository.js';
import { CodeMaker } from './code-maker.js';

/** Issues codes; whoever asked reads them in the answer, and nobody later (FA-2). */
@Injectable()
export class IssueCodes {
  constructor(
    private readonly recipients: CodeRecipientsQuery,
    private readonly codes: LinkingCodeRepository,
    private readonly maker: CodeMaker,
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * By class and name; pupils nobody may get a code for are left out of a class or a school, and refused when they were asked for alone.
   * @throws DomainError object.not_found outside the scope, `family.whole_school_by_office`, `family.too_many_codes`, `family.account_exists`, `family.pupil_too_young`
   */
  @Transactional()
  async run(actor: Actor, order: CodeOrder): Promise<IssuedCode[]> {
    const found = await this.recipientsOf(actor, order);
    const { schoolId } = codeScopeOf(actor);
    const recipients = order.kind === 'guardian' ? found : await this.forOwnAccounts(schoolId, found, 'pupilId' in order.target);
    const prepared = this.prepare(schoolId, recipients, order);
    await this.write(actor, prepared, order);
    return prepared.map(({ id, recipient, kind, code, expiresAt }) => ({ id, recipient, kind, code: shownCode(code.code), expiresAt }));
  }

  /** The pupils an order means, whether or not they may have a code. */
  async recipientsOf(actor: Actor, { target, unlinkedOnly }: Pick<CodeOrder, 'target' | 'unlinkedOnly'>): Promise<Recipient[]> {
    const scope = codeScopeOf(actor);
    const { schoolId, homeroomOf } = scope;
    if ('wholeSchool' in target && homeroomOf !== null) throw new DomainError('family.whole_school_by_office');
    if ('classId' in target) {
      const schoolClass = await this.schools.schoolClass(schoolId, target.classId);
      if (schoolClass === null || (homeroomOf !== null && schoolClass.homeroomPersonId !== homeroomOf)) throw notFound();
    }
    const found = await this.recipients.find(scope, await this.schools.today(schoolId), {
      pupilId: 'pupilId' in target ? target.pupilId : null, classId: 'classId' in target ? target.classId : null, unlinkedOnly: unlinkedOnly && !('pupilId' in target),
    });
    if ('pupilId' in target && found.length === 0) throw notFound();
    return found;
  }

  /** Codes that are not written yet. */
  prepare(schoolId: string, recipients: readonly Recipient[], { kind, perPupil }: Pick<CodeOrder, 'kind' | 'perPupil'>): PreparedCode[] {
    const at = this.clock.now();
    const expiresAt = new Date(at.getTime() + CODE_VALID_DAYS * 24 * 3600 * 1000);
    return recipients.flatMap((recipient) =>
      Array.from({ length: perPupil }, () => ({ id: newId(at), recipient, kind, code: this.maker.make(schoolId, recipient.pupilId), issuedAt: at, expiresAt })));
  }

  /** @param batchId the slips they are printed on @throws DomainError `family.too_many_codes` */
  @Transactional()
  async write(actor: Actor, prepared: readonly PreparedCode[], { target, kind, perPupil, revokeEarlier }: CodeOrder, batchId: string | null = null): Promise<void> {
    const { schoolId } = codeScopeOf(actor);
    const at = this.clock.now();
    const ids = [...new Set(prepared.map(({ recipient }) => recipient.pupilId))];
    const revoked = revokeEarlier ? await this.codes.revokeOpen(schoolId, kind, ids, actor.personId, at) : 0;
    if (await this.codes.tooMany(schoolId, kind, ids, perPupil, at)) throw new DomainError('family.too_many_codes', { most: OPEN_CODES });
    await this.codes.insert(prepared, { schoolId, issuedBy: actor.personId, batchId });
    await this.record(actor, schoolId, target, { kind, count: prepared.length, revoked, batchId });
  }

  /** Pupils from 14 without an account (ID-14). */
  private async forOwnAccounts(schoolId: string, found: readonly Recipient[], alone: boolean): Promise<Recipient[]> {
    const today = await this.schools.today(schoolId);
    const oldEnough = found.filter(({ birthDate }) => isAtLeast(OWN_ACCOUNT_AGE, birthDate, today));
    if (alone && oldEnough.length === 0) throw new DomainError('family.pupil_too_young');
    const without = oldEnough.filter(({ personId }) => personId === null);
    if (alone && without.length === 0) throw new DomainError('family.account_exists');
    return without;
  }

  private record(actor: Actor, schoolId: string, target: CodeTarget, details: Readonly<Record<string, unknown>>): Promise<void> {
    const [objectType, objectId] = 'pupilId' in target ? ['pupil', target.pupilId] : 'classId' in target ? ['class', target.classId] : ['school', schoolId];
    return this.audit.record(actor, {
      operation: 'family.issue_codes', objectType, objectId, schoolId, subjectId: 'pupilId' in target ? target.pupilId : null, outcome: 'success', details,
    });
  }
}
