import { Injectable } from '@nestjs/common';
import encodeQR from 'qr';
import { Config } from '../../../../platform/config/index.js';
import { notFound } from '../../../../shared/domain-error.js';
import { SchoolCardRepository } from '../persistence/school-card.repository.js';
import type { Card } from '../directory.model.js';
import { SchoolCards } from './school-cards.service.js';

export const ENTRANTS = ['pupil', 'guardian', 'staff'] as const;
export type Entrant = (typeof ENTRANTS)[number];

export interface EntryLink {
  readonly entrant: Entrant;
  readonly url: string;
  /** ISO/IEC 18004, as an SVG document. */
  readonly qr: string;
}

/** Ways into a school by its public code (SC-2): printed on a poster, they only say which school it is. */
@Injectable()
export class EntryLinks {
  constructor(private readonly cards: SchoolCards, private readonly schools: SchoolCardRepository, private readonly config: Config) {}

  async of(schoolId: string): Promise<EntryLink[]> {
    const { publicCode } = await this.cards.own(schoolId);
    return ENTRANTS.map((entrant) => {
      const url = this.urlOf(publicCode, entrant);
      return { entrant, url, qr: encodeQR(url, 'svg', { ecc: 'medium' }) };
    });
  }

  /** One of the links. */
  async url(schoolId: string, entrant: Entrant): Promise<string> {
    return this.urlOf((await this.cards.own(schoolId)).publicCode, entrant);
  }

  /** The school a code belongs to, typed in any case. @throws DomainError not found, also for a school in trial mode */
  async school(code: string): Promise<Card> {
    const id = await this.schools.idByPublicCode(code.trim().toUpperCase());
    if (id === null) throw notFound();
    return this.cards.open(id);
  }

  private urlOf(publicCode: string, entrant: Entrant): string {
    return new URL(`/api/v1/entry/${publicCode}?as=${entrant}`, this.config.publicUrl).href;
  }
}
