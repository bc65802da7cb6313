import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Deliveries, type Message } from '../../../../platform/delivery/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { CODE_PURPOSES, type CodePurpose } from '../../domain/code-purposes.js';
import { SEND_LIMITS, type SendKind, type SendLimit, waitUntil } from '../../domain/send-limits.js';
import { addressGroup } from '../../domain/try-limits.js';
import { CodesRepository, type SendKey } from '../../persistence/codes.repository.js';
import { WaysDown } from '../ways/ways-down.js';

export const CODE_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 3600 * 1000;

export interface CodeOrder {
  readonly purpose: CodePurpose;
  /** Id of the attempt (a challenge, a registration): the code is void in any other. */
  readonly context: string;
  /** Whose account it is about, when there is one. */
  readonly personId: string | null;
  readonly channel: 'sms' | 'email';
  /** E.164 number, or an address as `parseEmail` gives it. */
  readonly to: string;
  /** Where the request comes from. */
  readonly ip: string;
  readonly locale: 'ru' | 'en';
  /**
   * The asker has proved nothing yet, and must not learn whether an account is behind `to`, or which: a used-up limit
   * of the account sends nothing and says nothing.
   */
  readonly hidden?: boolean;
  /** Nobody is behind `to`: everything happens as ever, takes as long, and nothing is sent. */
  readonly decoy?: boolean;
  /** What `to` gets in place of the code, which then nobody knows: the owner of an account is told that it exists. */
  readonly instead?: Words;
}

/** Words of a message; a subject for e-mail only. */
export interface Words {
  readonly subject: string;
  readonly text: string;
}

/**
 * One-time codes by SMS and e-mail: 6 digits, 10 minutes, one use, 5 tries. They go straight to the delivery port:
 * nobody's notification preferences or quiet hours hold them back.
 */
@Injectable()
export class OneTimeCodes {
  constructor(
    private readonly codes: CodesRepository,
    private readonly ways: WaysDown,
    private readonly deliveries: Deliveries,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Whether codes go to this number at all (SMS_PREFIXES). */
  serves(phone: string): boolean {
    return this.config.settings.SMS_PREFIXES.split(',').map((prefix) => prefix.trim()).some((prefix) => prefix !== '' && phone.startsWith(prefix));
  }

  /**
   * Sends a code; one sent before in the same attempt stops working. Counted with the transaction it is asked in.
   * @throws DomainError `codes.too_many_sends` with Retry-After when a limit is used up, `codes.number_not_served`, `codes.sms_down` or `codes.email_down` while the channel is marked down
   * @returns until when the code works, and from when another can be sent
   */
  @Transactional()
  async send(order: CodeOrder): Promise<{ expiresAt: Date; resendAt: Date }> {
    const { purpose, context, channel, to } = order;
    if (channel === 'sms' && !this.serves(to)) throw new DomainError('codes.number_not_served');
    // The same for every number and address, known or not.
    if ((await this.ways.now()).has(`channels/${channel}`)) throw new DomainError(`codes.${channel}_down`);
    const now = this.clock.now();
    const { silent, resendAt } = await this.count(order, now);

    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + CODE_MS);
    await this.codes.put(purpose, context, code, now, expiresAt);
    // One that nobody may get has expired from the start: the row and its time are the same.
    await this.deliveries.send(channel, order.instead === undefined ? messageOf(order, code) : { to, ...order.instead }, silent ? now : expiresAt);
    return { expiresAt, resendAt };
  }

  /** True once, for the right code of this very attempt; the fifth wrong try makes it void. */
  verify({ purpose, context, code }: { purpose: CodePurpose; context: string; code: string }): Promise<boolean> {
    return this.codes.use(purpose, context, code.replace(/\s/g, ''), this.clock.now());
  }

  private async count(order: CodeOrder, now: Date): Promise<{ silent: boolean; resendAt: Date }> {
    const { purpose, context, personId, channel, to, ip, hidden = false, decoy = false } = order;
    const limited: { key: SendKey; limit: SendLimit }[] = [];
    const add = (kind: SendKind, value: string, limit: SendLimit): void => { limited.push({ key: this.codes.sendKey(kind, value), limit }); };
    add('context', `${purpose}\0${context}`, SEND_LIMITS.context);
    add('purpose', `${purpose}\0${to}`, { hour: CODE_PURPOSES[purpose].hourly, day: SEND_LIMITS.recipient.day });
    add('recipient', to, SEND_LIMITS.recipient);
    add('address', addressGroup(ip), SEND_LIMITS.address);
    // A decoy counts against an account of nobody's, so that it touches as many rows.
    add('account', personId ?? to, SEND_LIMITS.account);

    const held = await this.codes.holdSends(limited.map((l) => l.key));
    const waits = limited.map(({ key, limit }, i) => ({ kind: key.kind, until: waitUntil(held[i]!, limit, now) }));
    const refused = waits.filter((w) => w.until !== null && !(hidden && w.kind === 'account'));
    if (refused.length > 0) throw tooMany(new Date(Math.max(...refused.map((w) => w.until!.getTime()))), now);
    const silent = decoy || waits.some((w) => w.until !== null);
    await this.codes.countSend(limited.map((l) => l.key), now);
    if (channel === 'sms' && await this.codes.countSms(now, silent ? 0 : 1) > this.config.settings.SMS_DAILY_LIMIT) {
      throw tooMany(new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS), now);
    }
    const next = limited.map(({ key, limit }, i) => (key.kind === 'account' && hidden ? null : waitUntil([...held[i]!, now], limit, now)));
    return { silent, resendAt: new Date(Math.max(now.getTime(), ...next.map((until) => until?.getTime() ?? 0))) };
  }
}

function tooMany(until: Date, now: Date): DomainError {
  const retryAfter = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new DomainError('codes.too_many_sends', { minutes: Math.ceil(retryAfter / 60) }, { retryAfter });
}

function messageOf({ purpose, to, channel, locale }: CodeOrder, code: string): Message {
  const what = CODE_PURPOSES[purpose][locale];
  // An SMS of one part in UCS-2 has 70 characters.
  if (channel === 'sms') return { to, text: locale === 'ru' ? `Код ${code} ${what}. Никому его не называйте.` : `Code ${code} ${what}. Tell nobody.` };
  return locale === 'ru'
    ? { to, subject: `Код подтверждения ${what}`, text: `${code} — ваш код ${what}.\n\nОн действует 10 минут. Никому его не называйте. Если вы его не запрашивали, ничего не делайте.` }
    : { to, subject: `Confirmation code ${what}`, text: `${code} is your code ${what}.\n\nIt works for 10 minutes. Tell nobody. If you did not ask for it, do nothing.` };
}
