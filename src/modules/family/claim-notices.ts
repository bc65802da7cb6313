import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolAccess } from '../../platform/auth/index.js';
import { Notices } from '../../platform/notices/index.js';
import { IdentityFacade } from '../identity/index.js';
import { ClaimMoved } from './family.events.js';
import type { Claim } from './claims.contracts.js';
import { ClaimRepository } from './persistence/claim.repository.js';
import { REASON_WORDS } from './reason-words.js';

const OBJECT = 'family.link';
/** Who answers first, where the school has left it to them (SC-12); the director where it has not, or nobody of them is there. */
const OFFICE = ['secretary', 'school_admin'] as const;

/** The school hears of a child that waits for its answer; the parent of a refusal (FA-1). Of a link both hear as ever. */
@Injectable()
export class ClaimNotices implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly identity: IdentityFacade,
    private readonly access: SchoolAccess,
    private readonly claims: ClaimRepository,
  ) {}

  onModuleInit(): void {
    this.notices.register({
      event: ClaimMoved, type: 'family.claim_waits', category: 'request_status', importance: 'normal', mail: 'gathered',
      audience: async ({ payload: { claimId: id, schoolId, step } }) => (step !== 'waiting' ? [] : [{ key: `${id}.${step}`, to: { people: await this.office(schoolId) }, object: { type: OBJECT, id } }]),
      stillTrue: async ({ subject, schoolId }) => (await this.claim(schoolId, subject.object.id))?.status === 'awaiting_confirmation',
      text: (_question, locale) => Promise.resolve(locale === 'ru'
        ? { title: 'Родитель добавил ребёнка', body: 'Данные ребёнка ждут проверки: сверьте их и подтвердите или отклоните.' }
        : { title: 'A parent has added a child', body: "A child's data wait to be checked: compare, then confirm or decline." }),
    });
    this.notices.register({
      event: ClaimMoved, type: 'family.claim_moved', category: 'request_status', importance: 'normal',
      audience: ({ payload: { claimId: id, guardianId, step } }) => Promise.resolve(step !== 'declined' ? [] : [{ key: `${id}.${step}`, to: { people: [guardianId] }, object: { type: OBJECT, id } }]),
      stillTrue: async ({ subject, schoolId }) => (await this.claim(schoolId, subject.object.id))?.status === 'declined',
      text: async ({ subject, schoolId }, locale) => {
        const claim = await this.claim(schoolId, subject.object.id);
        if (claim === null) return null;
        const why = claim.reason === null ? '' : ` ${REASON_WORDS[claim.reason][locale]}`;
        return locale === 'ru'
          ? { title: 'Школа не подтвердила данные ребёнка', body: `Ребёнок не привязан.${why}` }
          : { title: "The school has not confirmed a child's data", body: `The child is not linked.${why}` };
      },
    });
  }

  private claim(schoolId: string | null, id: string): Promise<Claim | null> {
    return schoolId === null ? Promise.resolve(null) : this.claims.ofSchool(schoolId, id);
  }

  private async office(schoolId: string): Promise<string[]> {
    const people: string[] = [];
    for (const role of OFFICE) if (await this.access.allows({ role, schoolId }, 'family.school_links')) people.push(...(await this.identity.holders({ role, schoolId })));
    return [...new Set(people.length > 0 ? people : await this.identity.holders({ role: 'director', schoolId }))];
  }
}
