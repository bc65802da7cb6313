import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { AuditFacade } from '../../audit/index.js';
import type { ConsentText } from '../consents.contracts.js';
import { ConsentRepository } from '../persistence/consent.repository.js';

@Injectable()
export class ConsentTextsService {
  constructor(private readonly texts: ConsentRepository, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  /** The newest wording of each purpose. */
  inForce(): Promise<ConsentText[]> {
    return this.texts.currentTexts();
  }

  /** A new wording is a new version; consents to the former ones stand. */
  @Transactional()
  async publish(actor: Actor, text: Omit<ConsentText, 'version' | 'publishedAt'>): Promise<ConsentText> {
    const published = await this.texts.publish({ ...text, publishedAt: this.clock.now() }, actor.personId);
    await this.audit.record(actor, {
      operation: 'consents.publish_text', objectType: 'consents.text', outcome: 'success',
      details: { purpose: text.purpose, version: published.version },
    });
    return published;
  }
}
