import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EsiaSettings } from '../../../../../platform/config/index.js';
import type { Log } from '../../../../../platform/logging/index.js';
import type { Clock } from '../../../../../shared/clock.js';
import { esiaAssurance, esiaTimestamp, grantedScopes, oidOf, readEsiaFailure } from '../../../domain/portal/esia-dialect.js';
import type { IdentityProvider, NormalizedIdentity, PortalPurpose, ProviderTransaction } from '../identity-provider.js';
import { ProviderFailure } from '../identity-provider.js';
import { type Claims, dateOf, emailOf, instant, nameOf, phoneOf, snilsOf, text, texts } from './claims.js';
import { type EsiaSigner, esiaSigner } from './esia-signers.js';
import { EsiaTokens } from './esia-tokens.js';
import { isStrongAmr } from './strength.js';

/** ЕСИА's own dialect: http issuer, no discovery, no userinfo, no nonce; the answer is bound by state, PKCE and the browser's cookie. */
export class EsiaProvider implements IdentityProvider {
  readonly id: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly down: boolean;
  readonly serves = 'sign_in';
  readonly canConfirm = true;
  private readonly signer: EsiaSigner;
  private readonly tokens: EsiaTokens;

  constructor(private readonly settings: EsiaSettings, private readonly clock: Clock, log: Log) {
    ({ id: this.id, title: this.title, down: this.down } = settings);
    this.signer = esiaSigner(settings.signer);
    this.tokens = new EsiaTokens(settings, clock, log);
  }

  async begin({ redirectUri, purpose }: { redirectUri: string; purpose: PortalPurpose }): Promise<{ url: string; transaction: ProviderTransaction }> {
    const transaction = { state: randomUUID(), verifier: randomBytes(32).toString('base64url'), nonce: null, redirectUri, purpose };
    const url = new URL(this.settings.authorizePath, this.settings.baseUrl);
    const query = {
      response_type: 'code', access_type: 'online', ...await this.signed(transaction),
      code_challenge: createHash('sha256').update(transaction.verifier).digest('base64url'), code_challenge_method: 'S256',
      ...(purpose === 'step_up' ? { prompt: 'login' } : {}),
    };
    // The `+` of the time zone must be escaped, which URLSearchParams does.
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { url: url.href, transaction };
  }

  async complete(callback: URLSearchParams, transaction: ProviderTransaction): Promise<NormalizedIdentity> {
    if (callback.has('error')) throw failure(callback.get('error'), callback.get('error_description'));
    const code = callback.get('code');
    if (code === null || code === '') throw new ProviderFailure('ours', 'no_code');
    const answer = await this.ask(this.settings.tokenPath, new URLSearchParams({
      grant_type: 'authorization_code', token_type: 'Bearer', code, code_verifier: transaction.verifier, ...await this.signed(transaction, code),
    }));
    const [idToken, accessToken] = [text(answer, 'id_token'), text(answer, 'access_token')];
    if (idToken === null || accessToken === null) throw new ProviderFailure('ours', 'no_token');
    const granted = text(answer, 'scope');
    if (granted !== null && !grantedScopes(granted).includes('openid')) throw new ProviderFailure('ours', 'scope_missing');
    const claims = await this.tokens.verify(idToken);
    const oid = oidOf(claims['sub']) ?? oidOf((claims['urn:esia:sbj'] as Claims | undefined)?.['urn:esia:sbj:oid']);
    if (oid === null) throw new ProviderFailure('ours', 'no_oid');
    const person = await this.ask(`/rs/prns/${oid}`, null, accessToken);
    const contacts = await this.ask(`/rs/prns/${oid}/ctts?embed=(elements)`, null, accessToken);
    return {
      provider: this.id, subject: oid, assurance: esiaAssurance(claims, person), authTime: instant(claims, 'auth_time'), amr: texts(claims, 'amr'),
      name: nameOf(person, { family: 'lastName', given: 'firstName', patronymic: 'middleName' }), birthDate: dateOf(text(person, 'birthDate')),
      snils: snilsOf(text(person, 'snils')), phone: phoneOf(provedContact(contacts, 'MBT')), email: emailOf(provedContact(contacts, 'EML')),
    };
  }

  isStrong(identity: NormalizedIdentity): boolean {
    return isStrongAmr(identity.amr, this.settings.strongAmr);
  }

  logoutUrl(returnTo: string): Promise<string | null> {
    const url = new URL('/idp/ext/Logout', this.settings.baseUrl);
    url.searchParams.set('client_id', this.settings.clientId);
    url.searchParams.set('redirect_url', returnTo);
    return Promise.resolve(url.href);
  }

  async health(): Promise<boolean> {
    try {
      return (await fetch(this.settings.baseUrl, { redirect: 'manual', signal: AbortSignal.timeout(this.settings.timeoutMs) })).status < 500;
    } catch {
      return false;
    }
  }

  private async signed({ state, redirectUri }: ProviderTransaction, code?: string): Promise<Record<string, string>> {
    const { clientId, scope } = this.settings;
    const timestamp = esiaTimestamp(this.clock.now());
    try {
      const signature = await this.signer.sign({ clientId, scope, timestamp, state, redirectUri, code });
      return { client_id: clientId, scope, timestamp, state, redirect_uri: redirectUri, ...signature };
    } catch (error) {
      throw new ProviderFailure('ours', 'signer', { cause: error });
    }
  }

  /** A form when there is one, else a read with the person's token. */
  private async ask(path: string, form: URLSearchParams | null, accessToken?: string): Promise<Claims> {
    let response: Response;
    let body: Claims | null;
    try {
      response = await fetch(new URL(path, this.settings.baseUrl), {
        method: form === null ? 'GET' : 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(this.settings.timeoutMs),
        headers: { accept: 'application/json', ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }) },
      });
      body = await response.json().catch((error: unknown) => {
        if ((error as Error).name === 'TimeoutError') throw error;
        return null;
      }) as Claims | null;
    } catch (error) {
      throw new ProviderFailure('temporary', (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable', { cause: error });
    }
    if (response.ok && body !== null && typeof body === 'object') return body;
    if (body !== null && typeof body['error'] === 'string') throw failure(body['error'], text(body, 'error_description'));
    throw new ProviderFailure(response.status >= 500 ? 'temporary' : 'ours', `http_${response.status}`);
  }
}

function failure(error: string | null, description: string | null): ProviderFailure {
  const { kind, code } = readEsiaFailure(error, description);
  return new ProviderFailure(kind, `esia_${code}`);
}

function provedContact(contacts: Claims, type: string): string | null {
  const elements = Array.isArray(contacts['elements']) ? contacts['elements'] as Claims[] : [];
  const found = elements.find((e) => e['type'] === type && e['vrfStu'] === 'VERIFIED');
  return found === undefined ? null : text(found, 'value');
}
