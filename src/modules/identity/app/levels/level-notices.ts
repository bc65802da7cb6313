import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices } from '../../../../platform/notices/index.js';
import type { EventType } from '../../../../platform/outbox/index.js';
import { LevelChanged, LevelNeededSoon, LevelReviewChanged } from '../../identity.events.js';
import { ACCOUNT, compose, type Words } from '../../identity-registrations.js';
import { LevelConfirmationsRepository } from '../../persistence/levels/level-confirmations.repository.js';

const WORDS: Readonly<Record<string, Readonly<Record<Locale, Words>>>> = {
  confirmed: {
    ru: { title: 'Учётная запись подтверждена', body: 'Теперь открыт и дневник. Если это были не вы, обратитесь в школу или в поддержку.' },
    en: { title: 'Your account is confirmed', body: 'The diary is open now, too. If it was not you, ask your school or the support.' },
  },
  portal_silent: {
    ru: { title: 'Портал больше не подтверждает вашу учётную запись', body: 'При последнем входе через портал он не назвал вас подтверждённым. Подтвердите учётную запись на портале и войдите снова или выберите другой способ в профиле.' },
    en: { title: 'The portal does not confirm your account any more', body: 'At your last sign-in through the portal it did not call you confirmed. Confirm your account there and sign in again, or choose another way in your profile.' },
  },
  review: {
    ru: { title: 'Подтверждение учётной записи отозвано', body: 'Способ, которым она была подтверждена, проверили и отозвали. Подтвердите её снова любым из способов в профиле.' },
    en: { title: 'The confirmation of your account was revoked', body: 'The way it was confirmed in was reviewed and revoked. Confirm it again in any of the ways your profile lists.' },
  },
};

const REVIEW_WORDS: Readonly<Record<string, Readonly<Record<Locale, Words>>>> = {
  called: {
    ru: { title: 'Назначен видеозвонок для подтверждения', body: 'Оператор хочет увидеть вас с паспортом по видеосвязи. Время и ссылка — в профиле, в разделе «Уровень учётной записи».' },
    en: { title: 'A video call to confirm your account', body: 'An operator wants to see you with your passport in a video call. Time and link are in your profile, under Account level.' },
  },
  declined: {
    ru: { title: 'Сканы паспорта не приняты', body: 'Причина — в профиле, в разделе «Уровень учётной записи». Отправьте новые или выберите другой способ.' },
    en: { title: 'Your scans were not accepted', body: 'The reason is in your profile, under Account level. Send others, or choose another way.' },
  },
};

const SOON: Readonly<Record<Locale, Words>> = {
  ru: { title: 'Скоро понадобится подтверждённая учётная запись', body: 'С 14 лет дневник открывается с подтверждённой учётной записью. Способы — в профиле, в разделе «Уровень учётной записи».' },
  en: { title: 'You will soon need a confirmed account', body: 'From the age of 14 the diary opens with a confirmed account. The ways are in your profile, under Account level.' },
};

/** Tells owners what became of their account's level (ID-8). */
@Injectable()
export class LevelNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly rows: LevelConfirmationsRepository) {}

  onModuleInit(): void {
    this.register(LevelChanged, 'identity.level_changed', WORDS);
    this.notices.register({
      event: LevelNeededSoon, type: 'identity.level_needed_soon', category: 'security', importance: 'normal',
      audience: ({ payload: { personId, at } }) => Promise.resolve([{ key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { at } }]),
      stillTrue: async ({ personId }) => (await this.rows.facts(personId))?.confirmed === false,
      text: ({ subject: { facts } }, locale) => Promise.resolve(compose(SOON[locale], String(facts?.['at']), null, locale)),
    });
    this.register(LevelReviewChanged, 'identity.level_review', REVIEW_WORDS);
  }

  private register<P extends { readonly personId: string; readonly at: string; readonly change: string }>(event: EventType<P>, type: string, words: typeof WORDS): void {
    this.notices.register<P>({
      event, type, category: 'security', importance: 'high',
      audience: ({ payload: { personId, change, at } }) => Promise.resolve([
        { key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { change, at } },
      ]),
      // It has happened, and stays so.
      stillTrue: () => Promise.resolve(true),
      text: ({ subject: { facts } }, locale) => Promise.resolve(compose(words[String(facts?.['change'])]![locale], String(facts?.['at']), null, locale)),
    });
  }
}
