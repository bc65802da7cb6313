import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices } from '../../../platform/notices/index.js';
import type { EventType } from '../../../platform/outbox/index.js';
import { AccountGrewOld, AccountRecovered, ContactChanged, TransitPasswordIssued } from '../identity.events.js';
import { compose } from '../identity-registrations.js';

const ACCOUNT = 'identity.account';

interface Words {
  readonly title: string;
  readonly body: string;
}

/** What owners are told about their contacts and recoveries, and of what has grown old (ID-3, ID-10, ID-15). */
@Injectable()
export class AccountNotices implements OnModuleInit {
  constructor(private readonly notices: Notices) {}

  onModuleInit(): void {
    this.register(ContactChanged, {
      ru: { title: 'Контакт учётной записи изменён', body: 'Если это были не вы, смените пароль и обратитесь в школу или в поддержку.' },
      en: { title: 'A contact of your account was changed', body: 'If it was not you, change your password and ask your school or the support.' },
    });
    this.register(AccountRecovered, {
      ru: { title: 'Доступ восстановлен, пароль новый', body: 'Пароль задан по коду, все сеансы завершены. Если это были не вы, обратитесь в школу или в поддержку.' },
      en: { title: 'Access was recovered with a new password', body: 'A password was set by a code; all sessions have ended. If it was not you, ask your school or the support.' },
    });
    this.register(TransitPasswordIssued, {
      ru: { title: 'Школа выдала временный пароль', body: 'Сотрудник проверил документ и выдал временный пароль, все сеансы завершены. Если вы не обращались, сообщите в школу.' },
      en: { title: 'Your school issued a temporary password', body: 'Staff checked a document and issued a temporary password; all sessions have ended. If you did not ask for it, tell your school.' },
    });
    this.register(AccountGrewOld, {
      ru: { title: 'Пора проверить пароль и контакты', body: 'Пароль или контакты давно не обновлялись. Смените пароль и подтвердите телефон и почту.' },
      en: { title: 'Time to look at your password and contacts', body: 'Your password or contacts have not been renewed for long. Change the password, and prove your phone and e-mail.' },
    }, 'normal');
  }

  private register<P extends { readonly personId: string; readonly at: string }>(
    event: EventType<P>, words: Readonly<Record<Locale, Words>>, importance: 'normal' | 'high' = 'high',
  ): void {
    this.notices.register<P>({
      event, type: event.name, category: 'security', importance,
      audience: ({ payload: { personId, at } }) => Promise.resolve([{ key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { at } }]),
      // It has happened, and stays so.
      stillTrue: () => Promise.resolve(true),
      text: ({ subject }, locale) => Promise.resolve(compose(words[locale], String(subject.facts?.['at']), null, locale)),
    });
  }
}
