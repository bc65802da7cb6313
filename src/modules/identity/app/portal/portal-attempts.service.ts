import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import { Log } from '../../../../platform/logging/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { isOwnPath, withParameter } from '../../domain/portal/return-to.js';
import { PortalAttemptsRepository, type TicketKind } from '../../persistence/portal/portal-attempts.repository.js';
import { type IdentityProvider, type PortalPurpose, ProviderFailure, type ProviderTransaction } from './identity-provider.js';
import { WaysDown } from '../ways/ways-down.js';
import { keptPerson } from './kept-person.js';
import { ProviderRegistry } from './provider-registry.js';

/** From the button to the portal's answer. */
const ATTEMPT_MS = 10 * 60 * 1000;
/** From the answer to the exchange: the browser does it at once. */
const CODE_MS = 2 * 60 * 1000;
/** To sign in with the local account, or to register. */
export const TICKET_MS = 10 * 60 * 1000;

/** What the browser's code is good for. */
const KINDS: Readonly<Record<PortalPurpose, TicketKind>> = { sign_in: 'exchange', step_up: 'exchange', link: 'unlinked', confirm: 'confirm' };

export interface PortalStart {
  readonly provider: string;
  readonly purpose: PortalPurpose;
  readonly returnTo: string;
  /** Who links or steps up. */
  readonly actor: Actor | null;
  /** The cookie the browser has, when it has one. */
  readonly browser: string | null;
}

/** Begins an attempt, and takes the portal's answer (ID-6). */
@Injectable()
export class PortalAttempts {
  constructor(
    private readonly providers: ProviderRegistry,
    private readonly attempts: PortalAttemptsRepository,
    private readonly ways: WaysDown,
    private readonly config: Config,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns where to send the browser, with which cookie
   * @throws DomainError not found, `auth.portal_down`, or what the portal's failure means
   * @throws InvalidInput for an address to come back to that is not ours
   */
  async begin({ provider: id, purpose, returnTo, actor, browser }: PortalStart): Promise<{ url: string; browser: string }> {
    if (!isOwnPath(returnTo)) throw new InvalidInput([{ [actor === null ? 'parameter' : 'pointer']: actor === null ? 'returnTo' : '/returnTo', code: 'auth.return_to' }]);
    const provider = this.known(id);
    if ((purpose === 'confirm') !== (provider.serves === 'confirm')) throw notFound();
    if (provider.down || (await this.ways.now()).has(`portals/${id}`)) throw new DomainError('auth.portal_down', { portal: provider.title.ru });
    const { url, transaction } = await this.asked(provider, () => provider.begin({ redirectUri: this.callbackOf(id), purpose }));
    const at = this.clock.now();
    // One cookie a browser: attempts in two tabs do not put each other out.
    const cookie = browser ?? randomBytes(32).toString('base64url');
    await this.attempts.insert({
      id: newId(), provider: id, purpose, state: transaction.state, browser: cookie, returnTo, personId: actor?.personId ?? null, sessionId: actor?.sessionId ?? null,
    }, JSON.stringify(transaction), at, new Date(at.getTime() + ATTEMPT_MS));
    return { url, browser: cookie };
  }

  /**
   * The browser came back. Whatever the portal says, the attempt is used up; the answer is a path of ours with a one-time
   * code, or with the code of what went wrong.
   * @throws DomainError `auth.portal_over` when browser, state and provider are not those of one open attempt
   */
  async answer(id: string, callback: URLSearchParams, browser: string | null): Promise<string> {
    const provider = this.known(id);
    const states = callback.getAll('state');
    if (browser === null || states.length !== 1) throw new DomainError('auth.portal_over');
    const attempt = await this.attempts.answer(id, states[0]!, browser, this.clock.now());
    if (attempt === null) throw new DomainError('auth.portal_over');
    try {
      const identity = await this.asked(provider, () => provider.complete(callback, JSON.parse(attempt.content) as ProviderTransaction));
      // An address to go to is no answer: with what was discovered once it can be made while the portal is away.
      await this.ways.answered(id);
      const ticket = randomBytes(32).toString('base64url');
      const kind = KINDS[attempt.purpose];
      const until = new Date(this.clock.now().getTime() + (kind === 'exchange' ? CODE_MS : TICKET_MS));
      await this.attempts.keep(attempt.id, keptPerson.write({ identity, strong: provider.isStrong(identity) }), kind, ticket, until);
      return withParameter(attempt.returnTo, 'portal', ticket);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return withParameter(attempt.returnTo, 'portal_error', error.code);
    }
  }

  /** @throws DomainError not found for one that is not configured */
  known(id: string): IdentityProvider {
    const provider = this.providers.find(id);
    if (provider === null) throw notFound();
    return provider;
  }

  private async asked<T>(provider: IdentityProvider, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      if (error.kind === 'ours') this.log.failure('sign-in through a portal failed', error, { provider: provider.id, detail: error.detail });
      else this.log.info('sign-in through a portal came to nothing', { provider: provider.id, kind: error.kind, detail: error.detail });
      if (error.kind === 'temporary') await this.ways.failed(provider.id);
      throw new DomainError(`auth.portal_${error.kind}`);
    }
  }

  private callbackOf(id: string): string {
    return `${this.config.publicUrl.replace(/\/$/, '')}/api/v1/auth/providers/${id}/callback`;
  }
}
