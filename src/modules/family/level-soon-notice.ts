import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { Clock } from '../../shared/clock.js';
import { IdentityFacade, LevelNeededSoon } from '../identity/index.js';
import { SchoolsFacade } from '../schools/index.js';
import { ChildQuery } from './persistence/child.query.js';
import { LinkRepository } from './persistence/link.repository.js';

const ACCOUNT = 'family.child_account';

/** Parents are told a month ahead that their child's own account has to be confirmed by the 14th birthday (ID-8). */
@Injectable()
export class LevelSoonNotice implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly objects: ObjectTypes,
    private readonly children: ChildQuery,
    private readonly links: LinkRepository,
    private readonly identity: IdentityFacade,
    private readonly schools: SchoolsFacade,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.objects.register(ACCOUNT, {
      canSee: async (actor, pupilId) => (await this.links.viewScope(actor.personId, pupilId, this.clock.now())) !== null,
      label: (_, locale) => Promise.resolve({ ru: 'Учётная запись ребёнка', en: "Your child's account" }[locale]),
    });
    this.notices.register({
      event: LevelNeededSoon, type: 'family.level_needed_soon', category: 'system', importance: 'normal',
      audience: async ({ schoolId, payload: { personId } }) => {
        const pupilId = schoolId === null ? null : await this.children.pupilOf(schoolId, personId);
        return pupilId === null ? [] : [{ key: pupilId, to: { pupilId, who: 'guardians' }, object: { type: ACCOUNT, id: pupilId }, facts: { personId } }];
      },
      stillTrue: async ({ schoolId, subject }) => (await this.identity.accountLevel(String(subject.facts?.['personId']), await this.schools.today(schoolId!))).level !== 'confirmed',
      text: (_, locale) => Promise.resolve(locale === 'ru'
        ? { title: 'Скоро ребёнку понадобится подтверждённая учётная запись', body: 'С 14 лет дневник открывается с подтверждённой учётной записью. Подтвердите запись ребёнка заранее: способы перечислены в разделе «Дети» → «Учётная запись».', link: '/api/v1/children' }
        : { title: 'Your child will soon need a confirmed account', body: "From the age of 14 the diary opens with a confirmed account. Confirm your child's in time: the ways are under Children → Account.", link: '/api/v1/children' }),
    });
  }
}
