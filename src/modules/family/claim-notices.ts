import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { IdentityFacade } from '../identity/index.js';
import { ClaimMoved } from './family.events.js';
import { ClaimRepository } from './persistence/claim.repository.js';
import { REASON_WORDS } from './reason-words.js';

const OBJECT = 'family.link';
/** Who answers first; the director sees the list too. */
const OFFICE = ['secretary', 'school_admin'] as const;

/** The school hears of a child that waits for its answer; the parent of a refusal (FA-1). Of a link both hear as ever. */
@Injectable()
export class ClaimNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly identity: IdentityFacade, private readonly claims: ClaimRepository) {}

  onModuleInit(): void {
    this.notices.register({
      event: ClaimMoved, type: 'family.claim_moved', category: 'request_status', importance: 'normal',
      audience: async ({ payload: { claimId: id, guardianId, schoolId, step } }) => {
        const people = step === 'declined' ? [guardianId] : (await Promise.all(OFFICE.map((role) => this.identity.holders({ role, schoolId })))).flat();
        return [{ key: `${id}.${step}`, to: { people: [...new Set(people)] }, object: { type: OBJECT, id }, facts: { step, schoolId } }];
      },
      stillTrue: async ({ subject, schoolId }) => {
        const claim = schoolId === null ? null : await this.claims.ofSchool(schoolId, subject.object.id);
        return claim?.status === (subject.facts?.['step'] === 'declined' ? 'declined' : 'awaiting_confirmation');
      },
      text: async ({ subject, schoolId }, locale) => {
        const claim = schoolId === null ? null : await this.claims.ofSchool(schoolId, subject.object.id);
        if (claim === null) return null;
        if (subject.facts?.['step'] === 'declined') {
          const why = claim.reason === null ? '' : ` ${REASON_WORDS[claim.reason][locale]}`;
          return locale === 'ru'
            ? { title: 'Школа не подтвердила данные ребёнка', body: `Ребёнок не привязан.${why}` }
            : { title: "The school has not confirmed a child's data", body: `The child is not linked.${why}` };
        }
        return locale === 'ru'
          ? { title: 'Родитель добавил ребёнка', body: 'Данные ребёнка ждут проверки: сверьте их и подтвердите или отклоните.' }
          : { title: 'A parent has added a child', body: "A child's data wait to be checked: compare, then confirm or decline." };
      },
    });
  }
}
