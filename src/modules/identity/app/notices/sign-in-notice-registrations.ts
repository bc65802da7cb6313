import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../../../platform/notices/index.js';
import type { EventType } from '../../../../platform/outbox/index.js';
import { PersonSignedIn, type SignInFact, SignInFailed } from '../../identity.events.js';
import { ACCOUNT, compose, type Words } from '../../identity-registrations.js';
import { type SignInNotices, SignInNoticesRepository } from '../../persistence/sign-in-notices.repository.js';
import { SignInsRepository } from '../../persistence/sign-ins.repository.js';
import { REASON_WORDS } from './reason-words.js';

/** Notices of every sign-in and every failed try, for those who switched them on (ID-12). */
@Injectable()
export class SignInNoticeRegistrations implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly wishes: SignInNoticesRepository,
    private readonly signIns: SignInsRepository,
  ) {}

  onModuleInit(): void {
    this.register(PersonSignedIn, 'identity.signed_in', (wish) => wish.everySignIn, {
      ru: { title: 'Вход в вашу учётную запись', body: 'Если это были не вы, завершите этот сеанс и смените пароль.' },
      en: { title: 'Your account was signed in to', body: 'If it was not you, end that session and change your password.' },
    });
    this.register(SignInFailed, 'identity.sign_in_failed', (wish) => wish.failedTries, {
      ru: { title: 'Неудачная попытка входа', body: 'Если это были не вы, проверьте, что пароль знаете только вы.' },
      en: { title: 'A failed sign-in try', body: 'If it was not you, make sure that nobody else knows your password.' },
    });
  }

  private register(event: EventType<SignInFact>, type: string, wanted: (wish: SignInNotices) => boolean, words: Record<'ru' | 'en', Words>): void {
    this.notices.register({
      event, type, category: 'security', importance: 'normal',
      audience: async ({ payload: { personId, signInId, at } }) => wanted(await this.wishes.of(personId))
        ? [{ key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { signInId, at } }]
        : [],
      stillTrue: async ({ personId }) => wanted(await this.wishes.of(personId)),
      text: async ({ subject: { facts } }, locale) => {
        const at = String(facts?.['at']);
        const signIn = await this.signIns.find(String(facts?.['signInId']), new Date(at));
        const reason = signIn?.reason == null ? '' : ` ${REASON_WORDS[signIn.reason][locale]}`;
        const { title, body } = words[locale];
        return compose({ title, body: `${body}${reason}` }, at, signIn, locale);
      },
    });
  }
}
