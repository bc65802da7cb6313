import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import type { OidcSettings, SudirSettings } from '../../../../../platform/config/index.js';
import type { IdentityProvider, NormalizedIdentity, PortalPurpose, ProviderTransaction } from '../identity-provider.js';
import { ProviderFailure } from '../identity-provider.js';
import type { Claims } from './claims.js';
import { failureOf } from './oidc-failures.js';
import { isStrongAmr } from './strength.js';

/** Asymmetric ones only: with HS256 a public key could sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;

/** What the standard flow leaves to a dialect. */
export interface OidcDialect {
  /** Where the endpoints are: discovered, or known. */
  server(): Promise<client.Configuration>;
  /** Claims of ID token and userinfo together. */
  identity(claims: Claims): Omit<NormalizedIdentity, 'provider'> | null;
}

/** Any standard OpenID Connect provider: code flow, PKCE, state, nonce; the ID token's signature is always checked. */
export class OidcProvider implements IdentityProvider {
  readonly id: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly down: boolean;
  readonly serves: 'sign_in' | 'confirm';
  readonly canConfirm: boolean;
  private configuration: client.Configuration | null = null;
  private keys: JWTVerifyGetKey | null = null;

  constructor(private readonly settings: OidcSettings | SudirSettings, private readonly dialect: OidcDialect) {
    ({ id: this.id, title: this.title, down: this.down, purpose: this.serves } = settings);
    this.canConfirm = settings.kind === 'sudir' || settings.confirmedClaim !== null;
  }

  async begin({ redirectUri, purpose }: { redirectUri: string; purpose: PortalPurpose }): Promise<{ url: string; transaction: ProviderTransaction }> {
    const transaction = { state: client.randomState(), verifier: client.randomPKCECodeVerifier(), nonce: client.randomNonce(), redirectUri, purpose };
    try {
      const url = client.buildAuthorizationUrl(await this.server(), {
        redirect_uri: redirectUri, scope: this.settings.scope, state: transaction.state, nonce: transaction.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(transaction.verifier), code_challenge_method: 'S256',
        // A step-up asks for a proof made now, not for the session that is open there.
        ...(purpose === 'step_up' ? { prompt: 'login', max_age: '0' } : {}),
      });
      return { url: url.href, transaction };
    } catch (error) {
      throw failureOf(error);
    }
  }

  async complete(callback: URLSearchParams, transaction: ProviderTransaction): Promise<NormalizedIdentity> {
    try {
      const server = await this.server();
      const url = new URL(transaction.redirectUri);
      url.search = callback.toString();
      const tokens = await client.authorizationCodeGrant(server, url, {
        pkceCodeVerifier: transaction.verifier, expectedState: transaction.state, expectedNonce: transaction.nonce ?? undefined, idTokenExpected: true,
      });
      const { payload } = await jwtVerify(tokens.id_token!, this.keySet(server), {
        issuer: server.serverMetadata().issuer, audience: this.settings.clientId, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      const about = server.serverMetadata().userinfo_endpoint === undefined ? {} : await client.fetchUserInfo(server, tokens.access_token, payload.sub!);
      const identity = this.dialect.identity({ ...about, ...payload });
      if (identity === null) throw new ProviderFailure('ours', 'claims_missing');
      return { provider: this.id, ...identity };
    } catch (error) {
      throw failureOf(error);
    }
  }

  isStrong(identity: NormalizedIdentity): boolean {
    return isStrongAmr(identity.amr, this.settings.strongAmr);
  }

  async logoutUrl(returnTo: string): Promise<string | null> {
    const server = await this.server();
    if (server.serverMetadata().end_session_endpoint === undefined) return null;
    return client.buildEndSessionUrl(server, { post_logout_redirect_uri: returnTo, client_id: this.settings.clientId }).href;
  }

  async health(): Promise<boolean> {
    try {
      const { jwks_uri: keys } = (await this.server()).serverMetadata();
      return keys !== undefined && (await fetch(keys, { signal: AbortSignal.timeout(this.settings.timeoutMs) })).ok;
    } catch {
      return false;
    }
  }

  /** Read once it can be read: a provider that is away when we start comes back by itself. */
  private async server(): Promise<client.Configuration> {
    this.configuration ??= await this.dialect.server();
    return this.configuration;
  }

  /** A key we have not seen is looked up at once: tokens come from the provider itself, nobody else can make us ask. */
  private keySet(server: client.Configuration): JWTVerifyGetKey {
    const { jwks_uri: uri } = server.serverMetadata();
    if (uri === undefined) throw new ProviderFailure('ours', 'no_jwks');
    this.keys ??= createRemoteJWKSet(new URL(uri), { cooldownDuration: 0, timeoutDuration: this.settings.timeoutMs });
    return this.keys;
  }
}
