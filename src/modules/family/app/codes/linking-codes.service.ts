import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { codeScopeOf } from '../../family.policy.js';
import type { CodeState, CodeView } from '../../linking-codes.contracts.js';
import { LinkingCodeRepository } from '../../persistence/linking-code.repository.js';

const ALL = { id: null, pupilId: null, classId: null, state: null };

/** What became of codes, and ending them (FA-2). */
@Injectable()
export class LinkingCodes {
  constructor(private readonly codes: LinkingCodeRepository, private readonly schools: SchoolsFacade, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  async list(actor: Actor, filter: { pupilId?: string; classId?: string; state?: CodeState }, limit: number, cursor?: string): Promise<Page<CodeView>> {
    const scope = codeScopeOf(actor);
    const after = decodeCursor(cursor, 2);
    const rows = await this.codes.page(
      scope, { id: null, pupilId: filter.pupilId ?? null, classId: filter.classId ?? null, state: filter.state ?? null },
      await this.schools.today(scope.schoolId), this.clock.now(), limit + 1, after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (code) => [code.issuedAt.toISOString(), code.id]);
  }

  /** @throws DomainError object.not_found, `family.code_spent` */
  @Transactional()
  async revoke(actor: Actor, id: string): Promise<CodeView> {
    const { schoolId, pupilId } = await this.one(actor, id);
    const at = this.clock.now();
    if (await this.codes.lockOpen(schoolId, id, at) === null) throw new DomainError('family.code_spent');
    await this.codes.revoke(schoolId, id, actor.personId, at);
    await this.audit.record(actor, { operation: 'family.revoke_code', objectType: 'family.linking_code', objectId: id, schoolId, subjectId: pupilId, outcome: 'success' });
    return this.one(actor, id);
  }

  private async one(actor: Actor, id: string): Promise<CodeView> {
    const scope = codeScopeOf(actor);
    const [code] = await this.codes.page(scope, { ...ALL, id }, await this.schools.today(scope.schoolId), this.clock.now(), 1, null);
    if (code === undefined) throw notFound();
    return code;
  }
}
