import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { DECLARATIONS } from '../../kinds/kinds.js';
import { SignatureRepository } from '../../persistence/signature.repository.js';
import type { SignatureRule } from '../../signatures.contracts.js';

/** On which kinds of request a school requires an electronic signature (EN-15); of its own only: the operator's need none. */
@Injectable()
export class SignatureRules {
  constructor(private readonly rows: SignatureRepository, private readonly schools: SchoolsFacade, private readonly audit: AuditFacade) {}

  /** Every kind a school answers. @throws DomainError object.not_found */
  async list(schoolId: string): Promise<SignatureRule[]> {
    if ((await this.schools.school(schoolId)) === null) throw notFound();
    const set = new Map((await this.rows.rules(schoolId)).map((rule) => [rule.kind, rule]));
    return kindsOfSchools().map((kind) => set.get(kind) ?? { kind, required: false, version: 0 });
  }

  /** For what is sent from now on. @throws DomainError object.not_found for another school or a kind no school answers, object.stale */
  @Transactional()
  async put(actor: Actor, schoolId: string, rule: SignatureRule): Promise<SignatureRule> {
    if (actor.schoolId !== schoolId || !kindsOfSchools().includes(rule.kind)) throw notFound();
    if ((await this.rows.putRule(schoolId, rule)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'enrollment.signature_rule', objectType: 'schools.school', objectId: schoolId, schoolId, outcome: 'success', details: { kind: rule.kind, required: rule.required },
    });
    return { ...rule, version: rule.version + 1 };
  }
}

function kindsOfSchools(): string[] {
  return DECLARATIONS.filter(({ route }) => route.includes('school')).map(({ code }) => code);
}
