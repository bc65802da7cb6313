import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices } from '../../../../platform/notices/index.js';
import { AccountStateChanged } from '../../identity.events.js';
import { ACCOUNT, compose, type Words } from '../../identity-registrations.js';
import { AccountStatesRepository, type StatusChange } from '../../persistence/account-states.repository.js';

/** Tells owners what became of their account, with the reason staff gave (ID-17). */
@Injectable()
export class StateNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly states: AccountStatesRepository) {}

  onModuleInit(): void {
    this.notices.register({
      event: AccountStateChanged, type: 'identity.account_state', category: 'security', importance: 'high',
      audience: ({ payload: { personId, changeId, at } }) => Promise.resolve([
        { key: 'owner', to: { people: [personId] }, object: { type: ACCOUNT, id: personId }, facts: { changeId, at } },
      ]),
      // It has happened, and stays so.
      stillTrue: () => Promise.resolve(true),
      text: async ({ subject: { facts } }, locale) => {
        const change = await this.states.find(String(facts?.['changeId']));
        return change === null ? null : compose(wordsOf(change, locale), String(facts?.['at']), null, locale);
      },
    });
  }
}

function wordsOf({ to, ground, reason }: StatusChange, locale: Locale): Words {
  const ru = locale === 'ru';
  const why = reason === null ? '' : ru ? ` Причина: ${reason}.` : ` Reason: ${reason}.`;
  if (to === 'active') {
    return ru
      ? { title: 'Учётная запись снова открыта', body: 'Вы можете войти.' }
      : { title: 'Your account is open again', body: 'You can sign in.' };
  }
  if (to === 'blocked') {
    return ru
      ? { title: 'Учётная запись заблокирована', body: `Вход закрыт, все сеансы завершены.${why} Вопросы решает школа или поддержка.` }
      : { title: 'Your account was blocked', body: `Sign-in is closed and all sessions have ended.${why} Ask your school or the support.` };
  }
  const body = ground === 'unusual'
    ? { ru: 'Мы заметили несколько необычных входов и закрыли учётную запись.', en: 'We noticed several unusual sign-ins and closed the account for now.' }
    : { ru: 'Все сеансы завершены, доверенные устройства забыты.', en: 'All sessions have ended and trusted devices are forgotten.' };
  return ru
    ? { title: 'Учётная запись заморожена', body: `${body.ru} Чтобы вернуться, восстановите доступ, войдите через портал или обратитесь в школу.` }
    : { title: 'Your account is frozen', body: `${body.en} To come back, recover your access, sign in with the portal, or ask your school.` };
}
