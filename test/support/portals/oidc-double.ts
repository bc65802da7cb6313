import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, type Grant, PortalDouble } from './double.js';

interface Pair { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
const newPair = (): Pair => generateKeyPairSync('rsa', { modulusLength: 2048 });

const CLIENT = { id: 'school-cabinet', secret: 'a secret of the tests' };

/** OpenID Connect Core with discovery. */
export class OidcDouble extends PortalDouble {
  readonly authorizePath: string = '/authorize';
  readonly tokenPath: string = '/token';
  readonly errors = {
    declined: { error: 'access_denied' },
    overloaded: { status: 503, body: { error: 'temporarily_unavailable' } },
    misconfigured: { status: 401, body: { error: 'invalid_client' } },
  };
  private pair = newPair();
  private serial = 1;
  private readonly stranger = newPair();
  private readonly accessToken = 'an-access-token';

  get issuer(): string {
    return this.url;
  }

  settings(id: string): Record<string, unknown> {
    return {
      id, kind: 'oidc', title: { ru: 'Портал', en: 'Portal' }, issuer: this.url, clientId: CLIENT.id, clientSecret: CLIENT.secret, confirmedClaim: 'trusted', timeoutMs: 3000,
    };
  }

  rotate(): Promise<void> {
    this.pair = newPair();
    this.serial += 1;
    return Promise.resolve();
  }

  protected checkAuthorize(query: URLSearchParams): string | null {
    if (query.get('client_id') !== CLIENT.id) return 'client_id';
    if (query.get('code_challenge_method') !== 'S256' || !query.has('code_challenge')) return 'PKCE is missing';
    return (query.get('scope') ?? '').split(' ').includes('openid') ? null : 'scope';
  }

  protected checkToken(_: URLSearchParams, request: IncomingMessage): string | null {
    const basic = [CLIENT.id, CLIENT.secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+').replaceAll('-', '%2D')).join(':');
    const given = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    return given === basic ? null : 'HTTP Basic';
  }

  protected idTokenClaims({ nonce }: Grant): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000);
    return { iss: this.issuer, aud: CLIENT.id, sub: this.person.subject, iat: now, exp: now + 300, auth_time: now - 10, amr: this.person.amr, ...(nonce === null ? {} : { nonce }) };
  }

  protected key(): { privateKey: KeyObject; publicPem: string; kid: string } {
    return { privateKey: this.pair.privateKey, publicPem: this.pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(), kid: `key-${this.serial}` };
  }

  protected unknownKey(): KeyObject {
    return this.stranger.privateKey;
  }

  protected tokenAnswer(idToken: string): unknown {
    return { access_token: this.accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken };
  }

  /** Claims of the person in this dialect. */
  protected userinfo(): Record<string, unknown> {
    const { subject, family, given, patronymic, birthDate, snils, phone, email, contactsProved, level } = this.person;
    return {
      sub: subject, family_name: family, given_name: given, ...(patronymic === undefined ? {} : { middle_name: patronymic }), birthdate: birthDate, snils,
      phone_number: phone, phone_number_verified: contactsProved, email, email_verified: contactsProved,
      ...(level === 'confirmed' ? { trusted: true } : level === 'child' ? { child: true } : {}),
    };
  }

  protected other(path: string, request: IncomingMessage): Answer | null {
    switch (path) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: {
          issuer: this.issuer, authorization_endpoint: `${this.url}${this.authorizePath}`, token_endpoint: `${this.url}${this.tokenPath}`,
          userinfo_endpoint: `${this.url}/userinfo`, jwks_uri: `${this.url}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'], end_session_endpoint: `${this.url}/logout`,
        } };
      case '/jwks':
        return { status: 200, body: { keys: [{ ...createPublicKey(this.pair.privateKey).export({ format: 'jwk' }), kid: `key-${this.serial}`, alg: 'RS256', use: 'sig' }] } };
      case '/userinfo':
        return request.headers.authorization === `Bearer ${this.accessToken}` ? { status: 200, body: this.userinfo() } : { status: 401, body: { error: 'invalid_token' } };
      default:
        return null;
    }
  }
}

/** СУДИР: no discovery, other names of claims. */
export class SudirDouble extends OidcDouble {
  override readonly authorizePath = '/sps/oauth/ae';
  override readonly tokenPath = '/sps/oauth/te';

  override settings(id: string): Record<string, unknown> {
    return { id, kind: 'sudir', title: { ru: 'mos.ru', en: 'mos.ru' }, issuer: this.url, clientId: CLIENT.id, clientSecret: CLIENT.secret, timeoutMs: 3000 };
  }

  protected override userinfo(): Record<string, unknown> {
    const { subject, family, given, patronymic, birthDate, snils, phone, email, contactsProved, level } = this.person;
    return {
      sub: subject, LastName: family, FirstName: given, ...(patronymic === undefined ? {} : { MiddleName: patronymic }), birthday: birthDate.split('-').reverse().join('.'),
      snils, ...(contactsProved ? { mobile: phone, mail: email } : {}), ...(level === 'confirmed' ? { trusted: true } : {}),
    };
  }

  protected override other(path: string, request: IncomingMessage): Answer | null {
    if (path === '/.well-known/openid-configuration') return null;
    return super.other(path === '/sps/oauth/me' ? '/userinfo' : path === '/sps/oauth/jwks' ? '/jwks' : path, request);
  }
}
