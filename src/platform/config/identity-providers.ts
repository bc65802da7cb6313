/** What every identity provider is configured with (ID-6). */
interface ProviderCommon {
  /** Its name in addresses: Latin letters, digits and dashes. */
  readonly id: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly clientId: string;
  readonly scope: string;
  /** `sign_in`: people come in through it; `confirm`: a bank that only says who somebody is (ID-8). */
  readonly purpose: 'sign_in' | 'confirm';
  /** Marked down: sign-in says so and offers the other ways. */
  readonly down: boolean;
  /** How long one answer of the provider may take. */
  readonly timeoutMs: number;
  /** Values of `amr` that count as a second factor; compared without case. */
  readonly strongAmr: readonly string[];
}

export interface OidcSettings extends ProviderCommon {
  readonly kind: 'oidc';
  readonly issuer: string;
  /** Null for a public client: PKCE alone. */
  readonly clientSecret: string | null;
  /** Boolean claim that says the provider has proved the identity; without it nobody is "confirmed". */
  readonly confirmedClaim: string | null;
  readonly snilsClaim: string;
}

export interface SudirSettings extends ProviderCommon {
  readonly kind: 'sudir';
  readonly issuer: string;
  readonly clientSecret: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userinfoEndpoint: string;
  readonly jwksUri: string;
}

/** Raw GOST signature by the openssl program with its engine, or a detached CMS with an RSA key (test stands). */
export interface EsiaSignerSettings {
  readonly kind: 'gost' | 'rsa';
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** The openssl program and, when the engine lies elsewhere, its configuration file. */
  readonly openssl: string;
  readonly opensslConf: string | null;
}

export interface EsiaSettings extends ProviderCommon {
  readonly kind: 'esia';
  readonly baseUrl: string;
  readonly issuer: string;
  readonly authorizePath: string;
  readonly tokenPath: string;
  readonly signer: EsiaSignerSettings;
  /** PEM files of the certificates tokens may be signed with, or folders of them; read again when they change. */
  readonly trustedCertificates: readonly string[];
}

export type ProviderSettings = OidcSettings | SudirSettings | EsiaSettings;

/**
 * Reads IDENTITY_PROVIDERS: a JSON array.
 * @param allowHttp plain http to other machines, for tests and development
 * @throws Error naming everything that is wrong
 */
export function readProviders(raw: string, allowHttp: boolean): ProviderSettings[] {
  let list: unknown;
  try {
    list = JSON.parse(raw);
  } catch {
    throw new Error('must be a JSON array of providers');
  }
  if (!Array.isArray(list)) throw new Error('must be a JSON array of providers');
  const problems: string[] = [];
  const providers = list.map((item, index) => new Reader(item, `[${index}]`, problems, allowHttp).provider());
  const ids = providers.map((p) => p.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) problems.push(`two providers have the id ${id}`);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return providers;
}

const FIELDS = ['id', 'kind', 'title', 'clientId', 'scope', 'purpose', 'down', 'timeoutMs', 'strongAmr'];

class Reader {
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(item: unknown, private readonly where: string, private readonly problems: string[], private readonly allowHttp: boolean) {
    this.values = typeof item === 'object' && item !== null && !Array.isArray(item) ? item as Record<string, unknown> : {};
  }

  provider(): ProviderSettings {
    switch (this.values['kind']) {
      case 'oidc': {
        this.onlyKnown('issuer', 'clientSecret', 'confirmedClaim', 'snilsClaim');
        return {
          ...this.common('openid profile email phone', ['mfa']), kind: 'oidc', issuer: this.url('issuer'), clientSecret: this.optional('clientSecret'),
          confirmedClaim: this.optional('confirmedClaim'), snilsClaim: this.text('snilsClaim', 'snils'),
        };
      }
      case 'sudir': {
        this.onlyKnown('issuer', 'clientSecret', 'authorizationEndpoint', 'tokenEndpoint', 'userinfoEndpoint', 'jwksUri');
        const issuer = this.url('issuer', 'https://login.mos.ru');
        return {
          ...this.common('openid profile birthday contacts snils', ['mfa']), kind: 'sudir', issuer, clientSecret: this.text('clientSecret'),
          authorizationEndpoint: this.url('authorizationEndpoint', `${issuer}/sps/oauth/ae`), tokenEndpoint: this.url('tokenEndpoint', `${issuer}/sps/oauth/te`),
          userinfoEndpoint: this.url('userinfoEndpoint', `${issuer}/sps/oauth/me`), jwksUri: this.url('jwksUri', `${issuer}/sps/oauth/jwks`),
        };
      }
      case 'esia': {
        this.onlyKnown('baseUrl', 'issuer', 'authorizePath', 'tokenPath', 'signer', 'trustedCertificates');
        return {
          ...this.common('openid fullname birthdate gender email mobile snils', ['DS', 'MFA']), kind: 'esia', baseUrl: this.url('baseUrl', 'https://esia.gosuslugi.ru'),
          // Not an address that is called: the issuer of the dialect is written with http.
          issuer: this.text('issuer', 'http://esia.gosuslugi.ru/'), authorizePath: this.text('authorizePath', '/aas/oauth2/v2/ac'),
          tokenPath: this.text('tokenPath', '/aas/oauth2/v3/te'), signer: this.signer(), trustedCertificates: this.texts('trustedCertificates'),
        };
      }
      default:
        this.problems.push(`${this.where}.kind must be oidc, sudir or esia`);
        return { ...this.common('openid', []), kind: 'oidc', issuer: '', clientSecret: null, confirmedClaim: null, snilsClaim: '' };
    }
  }

  private common(scope: string, strongAmr: readonly string[]): ProviderCommon {
    const id = this.text('id');
    if (id !== '' && !/^[a-z0-9][a-z0-9-]{0,31}$/.test(id)) this.problems.push(`${this.where}.id must be lower-case Latin letters, digits and dashes`);
    const title = this.values['title'] as { ru?: unknown; en?: unknown } | undefined;
    if (typeof title?.ru !== 'string' || typeof title.en !== 'string') this.problems.push(`${this.where}.title must have "ru" and "en"`);
    const timeoutMs = this.values['timeoutMs'] ?? 10_000;
    if (!Number.isInteger(timeoutMs) || (timeoutMs as number) < 1) this.problems.push(`${this.where}.timeoutMs must be a whole number of milliseconds`);
    const purpose = this.values['purpose'] ?? 'sign_in';
    if (purpose !== 'sign_in' && purpose !== 'confirm') this.problems.push(`${this.where}.purpose must be sign_in or confirm`);
    if (purpose === 'confirm' && this.values['kind'] !== 'oidc') this.problems.push(`${this.where}.purpose confirm is for kind oidc`);
    const down = this.values['down'] ?? false;
    if (typeof down !== 'boolean') this.problems.push(`${this.where}.down must be true or false`);
    return {
      id, title: title as ProviderCommon['title'], clientId: this.text('clientId'), scope: this.text('scope', scope), purpose: purpose as ProviderCommon['purpose'], down: down === true,
      timeoutMs: timeoutMs as number, strongAmr: this.values['strongAmr'] === undefined ? strongAmr : this.texts('strongAmr'),
    };
  }

  private signer(): EsiaSignerSettings {
    const reader = new Reader(this.values['signer'], `${this.where}.signer`, this.problems, this.allowHttp);
    const kind = reader.values['kind'];
    if (kind !== 'gost' && kind !== 'rsa') this.problems.push(`${this.where}.signer.kind must be gost or rsa`);
    return {
      kind: kind as EsiaSignerSettings['kind'], certificate: reader.text('certificate'), key: reader.text('key'),
      openssl: reader.text('openssl', 'openssl'), opensslConf: reader.optional('opensslConf'),
    };
  }

  private onlyKnown(...own: string[]): void {
    for (const name of Object.keys(this.values)) if (![...FIELDS, ...own].includes(name)) this.problems.push(`${this.where}.${name} is not known`);
  }

  private text(name: string, fallback?: string): string {
    const value = this.values[name] ?? fallback;
    if (typeof value === 'string' && value !== '') return value;
    this.problems.push(`${this.where}.${name} is missing`);
    return '';
  }

  private optional(name: string): string | null {
    return this.values[name] === undefined || this.values[name] === null ? null : this.text(name);
  }

  private texts(name: string): string[] {
    const value = this.values[name];
    if (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string' && v !== '')) return value as string[];
    this.problems.push(`${this.where}.${name} must be a list of texts`);
    return [];
  }

  /** Plain http only within this machine, or where it is allowed. */
  private url(name: string, fallback?: string): string {
    const text = this.text(name, fallback);
    if (text === '') return text;
    const url = URL.canParse(text) ? new URL(text) : null;
    const within = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && (within || this.allowHttp))) this.problems.push(`${this.where}.${name} must be an https address`);
    return text.replace(/\/$/, '');
  }
}
