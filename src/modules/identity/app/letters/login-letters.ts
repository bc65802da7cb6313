import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Deliveries, type DeliveryOutcome, type DeliverySource, type Message } from '../../../../platform/delivery/index.js';
import { Clock } from '../../../../shared/clock.js';
import { newId } from '../../../../shared/ids.js';
import { type Contact, channelOf } from '../../domain/contact.js';
import type { LoginLetter } from '../../identity.contracts.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { LoginLettersRepository } from '../../persistence/login-letters.repository.js';
import { PasswordHasher } from '../password-hasher.js';
import { newTransitPassword } from '../transit-secret.js';
import { loginLetter } from './letter-words.js';

const SOURCE = 'identity.login_letter';
const DELIVERABLE_MS = 3 * 24 * 3600 * 1000;

/**
 * Letters with a login and a transit password. The password is made when the letter leaves, not when it is asked for: no
 * transaction waits for its hash, and it lies nowhere longer than the way takes.
 */
@Injectable()
export class LoginLetters implements OnModuleInit, DeliverySource {
  constructor(
    private readonly letters: LoginLettersRepository,
    private readonly accounts: AccountsRepository,
    private readonly deliveries: Deliveries,
    private readonly hasher: PasswordHasher,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deliveries.register(SOURCE, this);
  }

  /** In the caller's transaction: it leaves if and only if the account stays. One asked for before leaves no more. */
  async send(personId: string, { kind, value }: Contact, by: string | null): Promise<void> {
    const [id, createdAt, channel] = [newId(), this.clock.now(), channelOf(kind)];
    await this.letters.insert({ id, personId, channel, recipient: value, createdAt, expiresAt: new Date(createdAt.getTime() + DELIVERABLE_MS) }, by);
    await this.deliveries.plan(SOURCE, [{ ref: id, channel, eventId: null }]);
  }

  async prepare(ref: string): Promise<Message | { readonly cancel: string }> {
    const letter = await this.letters.find(ref);
    if (letter === null) return { cancel: 'gone' };
    // Hashed before the transaction: it takes long, and needs no row.
    const fresh = newTransitPassword();
    const leaving = await this.leave(letter, fresh, await this.hasher.hash(fresh));
    if ('cancel' in leaving) return leaving;
    const { channel, recipient: to } = letter;
    const { subject, text } = loginLetter(leaving.locale, channel, { ...leaving, url: this.config.publicUrl });
    return channel === 'sms' ? { to, text } : { to, subject, text };
  }

  async settled(ref: string, outcome: DeliveryOutcome, reason: string | null): Promise<void> {
    await this.letters.settle(ref, outcome === 'cancelled' && reason === 'expired' ? 'expired' : outcome, reason, this.clock.now());
  }

  @Transactional()
  protected async leave(letter: LoginLetter, fresh: string, hash: string): Promise<{ login: string; password: string; locale: 'ru' | 'en' } | { cancel: string }> {
    const { id, personId, expiresAt } = letter;
    const at = this.clock.now();
    // Held, so that a letter asked for meanwhile sets its password after ours.
    const account = (await this.accounts.findForUpdate(personId))!;
    if (expiresAt <= at) return { cancel: 'expired' };
    if ((await this.letters.latest(personId))?.id !== id) return { cancel: 'superseded' };
    if (account.login === null || !await this.letters.isUntouched(personId)) return { cancel: 'used' };
    const { login, locale } = account;
    // A try that failed, or may have arrived, is repeated in the same words.
    const kept = await this.letters.password(id);
    if (kept !== null) return { login, locale, password: kept };
    await this.accounts.setPassword(personId, hash, true, at);
    await this.letters.putPassword(id, fresh);
    return { login, locale, password: fresh };
  }
}
