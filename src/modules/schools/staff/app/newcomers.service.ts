import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import { Config } from '../../../../platform/config/index.js';
import { Deliveries } from '../../../../platform/delivery/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import { parseEmail, parsePhone, type PersonName } from '../../../../shared/identifiers/index.js';
import type { Newcomer } from '../staff.model.js';

export interface TypedNewcomer {
  readonly name: PersonName;
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** No signs that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const SIGNS = `${LETTERS}ABCDEFGHJKLMNPQRSTUVWXYZ23456789`;
const DELIVERABLE_MS = 3 * 24 * 3600 * 1000;

/** Accounts of people a school appoints who have none: login and transit password go to their contact, and to nobody else (SC-5). */
@Injectable()
export class Newcomers {
  constructor(
    private readonly identity: IdentityFacade,
    private readonly deliveries: Deliveries,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming every wrong contact, under `/person` */
  read({ name, email: typedEmail, phone: typedPhone }: TypedNewcomer): Newcomer {
    const errors: FieldError[] = [];
    const email = typedEmail == null ? null : parseEmail(typedEmail);
    const phone = typedPhone == null ? null : parsePhone(typedPhone);
    if (typedEmail == null && typedPhone == null) errors.push({ pointer: '/person/email', code: 'schools.contact_needed' });
    if (typedEmail != null && email === null) errors.push({ pointer: '/person/email', code: 'identity.email' });
    if (typedPhone != null && phone === null) errors.push({ pointer: '/person/phone', code: 'identity.phone' });
    if (phone !== null && email === null && !this.serves(phone)) errors.push({ pointer: '/person/phone', code: 'schools.number_not_served' });
    InvalidInput.throwIfAny(errors);
    return { name: { ...name, patronymic: name.patronymic ?? null }, email, phone };
  }

  /** In the caller's transaction: the message leaves if and only if the account stays. */
  async settle(actor: Actor, { name, email, phone }: Newcomer): Promise<string> {
    const login = `s_${some(LETTERS, 2)}${some('23456789', 6)}`;
    const password = [some(SIGNS, 4), some(SIGNS, 4), some(SIGNS, 4)].join('-');
    const { personId } = await this.identity.createAccount(actor, { name, login, email, phone, password, transit: true });
    const until = new Date(this.clock.now().getTime() + DELIVERABLE_MS);
    if (email !== null) {
      const text = `Для вас создана учётная запись сотрудника.\n\nЛогин: ${login}\nВременный пароль: ${password}\n\n`
        + `При первом входе вы замените пароль и подтвердите контакты. Вход: ${this.config.publicUrl}\nНикому не передавайте пароль: школа его не знает.`;
      await this.deliveries.send('email', { to: email, subject: 'Ваша учётная запись', text }, until);
    } else if (phone !== null) {
      await this.deliveries.send('sms', { to: phone, text: `Логин ${login}, временный пароль ${password}. Никому его не говорите.` }, until);
    }
    return personId;
  }

  private serves(phone: string): boolean {
    return this.config.settings.SMS_PREFIXES.split(',').map((prefix) => prefix.trim()).some((prefix) => prefix !== '' && phone.startsWith(prefix));
  }
}

function some(signs: string, length: number): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
}
