import { X509Certificate, type KeyObject } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { readCms } from '../../../src/modules/identity/app/portal/providers/esia-signers.js';
import { type MadeCertificate, makeCertificate, writePem } from './certificates.js';
import { type Answer, PortalDouble } from './double.js';

const CLIENT_ID = 'SCHOOL_CABINET';
const CLOCK_MS = 60_000;


/** ЕСИА: http issuer, no discovery, no nonce, oid a number here and a text there, suffixed scopes, its own error codes. */
export class EsiaDouble extends PortalDouble {
  readonly authorizePath = '/aas/oauth2/v2/ac';
  readonly tokenPath = '/aas/oauth2/v3/te';
  readonly issuer = 'http://esia.gosuslugi.ru/';
  readonly errors = {
    declined: { error: 'access_denied', error_description: 'ESIA-007004: The resource owner or authorization server denied the request' },
    overloaded: { status: 400, body: { error: 'temporarily_unavailable', error_description: 'ESIA-007008: The authorization server is currently unable to handle the request' } },
    misconfigured: { status: 400, body: { error: 'invalid_request', error_description: 'ESIA-007053: Client secret is invalid' } },
  };
  /** The trusted folder of the cabinet: who runs it puts certificates there. */
  readonly trusted: string;
  private signing!: MadeCertificate;
  private stranger!: MadeCertificate;
  private client!: MadeCertificate;
  private serial = 1;

  private constructor(private readonly dir: string) {
    super();
    this.trusted = join(dir, 'trusted');
  }

  static async in(dir: string): Promise<EsiaDouble> {
    const double = new EsiaDouble(dir);
    mkdirSync(double.trusted, { recursive: true });
    double.stranger = await makeCertificate('stranger');
    double.client = await makeCertificate('client');
    writePem(double.client, join(dir, 'client.pem'), join(dir, 'client.key'));
    await double.signWithNew(true);
    return double.start();
  }

  settings(id: string): Record<string, unknown> {
    return {
      id, kind: 'esia', title: { ru: 'Госуслуги', en: 'Gosuslugi' }, baseUrl: this.url, clientId: CLIENT_ID, timeoutMs: 3000,
      signer: { kind: 'rsa', certificate: join(this.dir, 'client.pem'), key: join(this.dir, 'client.key') }, trustedCertificates: [this.trusted],
    };
  }

  /** The coming certificate is put beside the present one, as the portal announces it. */
  async rotate(): Promise<void> {
    await this.signWithNew(true);
  }

  /** @param announced whether the cabinet's list has it */
  async signWithNew(announced: boolean): Promise<string> {
    this.signing = await makeCertificate(`signing ${this.serial}`);
    const file = join(this.trusted, `${this.serial++}.pem`);
    if (announced) writeFileSync(file, this.signing.pem);
    return file;
  }

  announce(file: string): void {
    writeFileSync(file, this.signing.pem);
  }

  withdraw(file: string): void {
    rmSync(file);
  }

  protected async checkAuthorize(query: URLSearchParams): Promise<string | null> {
    if (query.get('client_id') !== CLIENT_ID) return '008010';
    if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(query.get('state') ?? '')) return '007014';
    return this.check(query);
  }

  protected checkToken(form: URLSearchParams): Promise<string | null> {
    return this.check(form);
  }

  protected idTokenClaims(): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000);
    const { subject, level, amr } = this.person;
    return {
      iss: this.issuer, aud: CLIENT_ID, sub: Number(subject), iat: now, nbf: now, exp: now + 300, auth_time: now - 10, amr,
      'urn:esia:sbj': { 'urn:esia:sbj:oid': Number(subject), 'urn:esia:sbj:typ': 'P', ...(level === 'confirmed' ? { 'urn:esia:sbj:is_tru': true } : level === 'child' ? { 'urn:esia:sbj:lvl': 'KD' } : {}) },
    };
  }

  protected key(): { privateKey: KeyObject; publicPem: string; kid: null } {
    const publicPem = new X509Certificate(this.signing.pem).publicKey.export({ type: 'spki', format: 'pem' }).toString();
    return { privateKey: this.signing.privateKey, publicPem, kid: null };
  }

  protected unknownKey(): KeyObject {
    return this.stranger.privateKey;
  }

  protected tokenAnswer(idToken: string): unknown {
    const { subject } = this.person;
    return { access_token: 'an-access-token', id_token: idToken, token_type: 'Bearer', expires_in: 3600, state: 'ignored', scope: `openid?oid=${subject} fullname?oid=${subject}` };
  }

  protected other(path: string, request: IncomingMessage): Answer | null {
    const { subject, family, given, patronymic, birthDate, snils, phone, email, contactsProved, level } = this.person;
    if (request.headers.authorization !== 'Bearer an-access-token') return { status: 401, body: { error: 'unauthorized' } };
    if (path === `/rs/prns/${subject}`) {
      return { status: 200, body: {
        oid: subject, lastName: family, firstName: given, ...(patronymic === undefined ? {} : { middleName: patronymic }), birthDate: birthDate.split('-').reverse().join('.'),
        snils: `${snils.slice(0, 3)}-${snils.slice(3, 6)}-${snils.slice(6, 9)} ${snils.slice(9)}`, ...(level === 'confirmed' ? { trusted: true } : {}),
      } };
    }
    if (path === `/rs/prns/${subject}/ctts`) {
      const vrfStu = contactsProved ? 'VERIFIED' : 'NOT_VERIFIED';
      const mobile = `+7(${phone.slice(2, 5)})${phone.slice(5)}`;
      return { status: 200, body: { size: 2, elements: [{ type: 'MBT', vrfStu, value: mobile }, { type: 'EML', vrfStu, value: email }] } };
    }
    return null;
  }

  /** Whether the request's signature is by the client's certificate, over the very parameters. */
  private async isSigned(parameters: URLSearchParams): Promise<boolean> {
    const given = (name: string): string => parameters.get(name) ?? '';
    const data = new TextEncoder().encode(`${given('scope')}${given('timestamp')}${given('client_id')}${given('state')}`);
    const cms = readCms(Buffer.from(given('client_secret'), 'base64url'));
    const isOurs = cms.certificates?.some((c) => 'serialNumber' in c && c.serialNumber.isEqual(this.client.certificate.serialNumber)) === true;
    return isOurs && await cms.verify({ signer: 0, data: data.buffer as ArrayBuffer, trustedCerts: [this.client.certificate], checkChain: false });
  }

  private async check(parameters: URLSearchParams): Promise<string | null> {
    return this.checkTime(parameters) ?? (await this.isSigned(parameters) ? null : 'ESIA-007053: Client secret is invalid');
  }

  private checkTime(parameters: URLSearchParams): string | null {
    const [, y, m, d, time, zone] = /^(\d{4})\.(\d\d)\.(\d\d) (\d\d:\d\d:\d\d) (\+0000)$/.exec(parameters.get('timestamp') ?? '') ?? [];
    if (zone === undefined) return 'ESIA-007014: timestamp is malformed';
    return Math.abs(Date.parse(`${y}-${m}-${d}T${time}Z`) - Date.now()) < CLOCK_MS ? null : 'ESIA-007015: the clock is wrong';
  }
}
