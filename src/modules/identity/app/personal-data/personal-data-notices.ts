import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices } from '../../../../platform/notices/index.js';
import { type PersonalDataStep, PersonalDataChanged } from '../../identity.events.js';
import { ACCOUNT, compose, type Words } from '../../identity-registrations.js';

const WORDS: Readonly<Record<PersonalDataStep, Readonly<Record<Locale, Words>>>> = {
  changed: {
    ru: { title: 'Ваши данные изменены', body: 'Если это были не вы, смените пароль и обратитесь в школу или в поддержку.' },
    en: { title: 'Your data were changed', body: 'If it was not you, change your password and ask your school or the support.' },
  },
  asked: {
    ru: { title: 'Исправление данных ждёт проверки', body: 'Школа или оператор сверит его с документом. Если просили не вы, смените пароль.' },
    en: { title: 'A correction of your data waits', body: 'Your school or the operator compares it with a document. If you did not ask for it, change your password.' },
  },
  approved: {
    ru: { title: 'Данные исправлены', body: 'Исправление сверено с документом.' },
    en: { title: 'Your data were corrected', body: 'The correction was compared with a document.' },
  },
  declined: {
    ru: { title: 'Исправление данных отклонено', body: 'Причина указана в профиле. Обратитесь с документом в школу или в поддержку.' },
    en: { title: 'A correction of your data was declined', body: 'The reason is in your profile. Go to your school or the support with a document.' },
  },
};

/** Tells owners what becomes of their data (ID-15). */
@Injectable()
export class PersonalDataNotices implements OnModuleInit {
  constructor(private readonly notices: Notices) {}

  onModuleInit(): void {
    this.notices.register({
      event: PersonalDataChanged, type: 'identity.personal_data', category: 'security', importance: 'high',
      audience: ({ payload: { personId, at, step } }) => Promise.resolve([{ key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { at, step } }]),
      // It has happened, and stays so.
      stillTrue: () => Promise.resolve(true),
      text: ({ subject: { facts } }, locale) => Promise.resolve(compose(WORDS[facts?.['step'] as PersonalDataStep][locale], String(facts?.['at']), null, locale)),
    });
  }
}
