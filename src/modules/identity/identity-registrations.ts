import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Locale, Notices, type NoticeText, type NoticeType } from '../../platform/notices/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import type { EventType } from '../../platform/outbox/index.js';
import type { SignInRecord } from './identity.contracts.js';
import { AccountLocked, FactorsChanged, NewDeviceSignedIn, PasswordChanged, PortalLinkChanged, RefreshReused } from './identity.events.js';
import { PeopleRepository } from './persistence/people.repository.js';
import { SignInsRepository } from './persistence/sign-ins.repository.js';

export const ACCOUNT = 'identity.account';

interface SecurityFact {
  readonly personId: string;
  readonly at: string;
  readonly signInId?: string;
}

export interface Words {
  readonly title: string;
  readonly body: string;
}

/** What an owner is told about their account at once (ID-9, ID-11, ID-12, ID-15): time, address, device, reason. */
@Injectable()
export class IdentityRegistrations implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly objects: ObjectTypes,
    private readonly people: PeopleRepository,
    private readonly signIns: SignInsRepository,
  ) {}

  onModuleInit(): void {
    this.objects.register(ACCOUNT, {
      canSee: (actor, id) => Promise.resolve(actor.personId === id),
      label: async (id, locale) => ((await this.people.find([id])).length === 0 ? null : { ru: 'Ваша учётная запись', en: 'Your account' }[locale]),
    });
    this.register(AccountLocked, 'identity.account_locked', {
      ru: { title: 'Вход временно закрыт', body: 'Пять неудачных попыток подряд: вход закрыт на 30 минут. Если это были не вы, смените пароль.' },
      en: { title: 'Sign-in is locked for a while', body: 'Five failed tries in a row: sign-in is locked for 30 minutes. If it was not you, change your password.' },
    });
    this.register(RefreshReused, 'identity.refresh_reused', {
      ru: { title: 'Сеанс завершён: похоже на чужое устройство', body: 'Ключом вашего сеанса воспользовались второй раз, поэтому мы завершили сеанс. Смените пароль.' },
      en: { title: 'A session was ended: maybe not your device', body: 'The key of your session was used a second time, so we ended the session. Change your password.' },
    });
    this.register(NewDeviceSignedIn, 'identity.new_device', {
      ru: { title: 'Вход с нового устройства', body: 'Если это были не вы, завершите этот сеанс и смените пароль.' },
      en: { title: 'Sign-in from a new device', body: 'If it was not you, end that session and change your password.' },
    });
    this.register(PasswordChanged, 'identity.password_changed', {
      ru: { title: 'Пароль изменён', body: 'Остальные сеансы завершены. Если это были не вы, обратитесь в школу или в поддержку.' },
      en: { title: 'Your password was changed', body: 'Your other sessions have ended. If it was not you, ask your school or the support.' },
    });
    this.register(PortalLinkChanged, 'identity.portal_link_changed', {
      ru: { title: 'Изменена связь с порталом', body: 'К вашей учётной записи привязан портал, или он отвязан. Если это были не вы, обратитесь в школу или в поддержку.' },
      en: { title: 'A portal was tied or untied', body: 'An account of a portal was tied to yours, or untied. If it was not you, ask your school or the support.' },
    });
    this.register(FactorsChanged, 'identity.factors_changed', {
      ru: { title: 'Изменён второй фактор входа', body: 'Если это были не вы, обратитесь в школу или в поддержку.' },
      en: { title: 'Your second factor was changed', body: 'If it was not you, ask your school or the support.' },
    });
  }

  private register<P extends SecurityFact>(event: EventType<P>, type: string, words: Record<Locale, Words>): void {
    const notice: NoticeType<P> = {
      event, type, category: 'security', importance: 'high',
      audience: ({ payload: { personId, signInId, at } }) => Promise.resolve([{
        key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { signInId: signInId ?? null, at },
      }]),
      // It has happened, and stays so.
      stillTrue: () => Promise.resolve(true),
      text: async ({ subject }, locale) => {
        const { signInId, at } = subject.facts ?? {};
        const signIn = typeof signInId === 'string' ? await this.signIns.find(signInId, new Date(String(at))) : null;
        return compose(words[locale], String(at), signIn, locale);
      },
    };
    this.notices.register(notice);
  }
}

export function compose({ title, body }: Words, at: string, signIn: SignInRecord | null, locale: Locale): NoticeText {
  const time = DateTime.fromISO(at).setZone('Europe/Moscow').setLocale(locale).toFormat("dd.MM.yyyy HH:mm '(UTC+3)'");
  const device = signIn?.deviceName ?? signIn?.userAgent ?? null;
  const facts = locale === 'ru'
    ? [`Время: ${time}.`, signIn === null ? '' : `Адрес: ${signIn.ip}.`, device === null ? '' : `Устройство: ${device}.`]
    : [`Time: ${time}.`, signIn === null ? '' : `Address: ${signIn.ip}.`, device === null ? '' : `Device: ${device}.`];
  return { title, body: [body, ...facts].filter((part) => part !== '').join(' '), sms: title };
}
