import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import type { Consent, ConsentPurpose } from '../consents.contracts.js';
import { ConsentsFacade } from '../consents.facade.js';
import { ConsentSubjects } from './consent-subjects.js';

/** A person agrees on the consents page: for themselves or for a child of theirs, to the text in force. */
@Injectable()
export class GiveConsentService {
  constructor(private readonly consents: ConsentsFacade, private readonly subjects: ConsentSubjects) {}

  /** @throws DomainError object.not_found for a subject the actor does not decide for, consents.text_changed */
  @Transactional()
  async give(actor: Actor, purpose: ConsentPurpose, version: number, subjectId: string = actor.personId): Promise<Consent> {
    if (!(await this.subjects.mayDecide(actor, purpose, subjectId))) throw notFound();
    const currentVersion = await this.consents.currentVersion(purpose);
    if (version < currentVersion) throw new DomainError('consents.text_changed', { currentVersion }, { currentVersion });
    return this.consents.give(actor, { subjectId, purpose, version });
  }
}
