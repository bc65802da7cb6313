import { createHash, createHmac, createSign, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Grant {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A person as the tests speak of them; each double tells it in its own dialect. */
export interface Told {
  readonly subject: string;
  readonly family: string;
  readonly given: string;
  readonly patronymic?: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** 11 digits. */
  readonly snils: string;
  readonly phone: string;
  readonly email: string;
  readonly contactsProved: boolean;
  readonly level: 'confirmed' | 'absent' | 'child';
  readonly amr: readonly string[];
}

/** What a double does wrong. */
export interface Misbehaviour {
  /** The browser comes back with this instead of a code. */
  callback?: Readonly<Record<string, string>>;
  /** The token endpoint answers this. */
  token?: Answer;
  /** The token endpoint takes the question and never answers. */
  silent?: boolean;
  /** Changes claims of the ID token. */
  claims?: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** How the ID token is signed: not at all, with HS256 by the public key, or by a key nobody has published. */
  signature?: 'none' | 'hs256' | 'unknown';
}

/** A portal of the tests: a real HTTP server that speaks one dialect. */
export abstract class PortalDouble {
  wrong: Misbehaviour = {};
  person!: Told;
  protected readonly grants = new Map<string, Grant>();
  private readonly server: Server;
  private readonly held = new Set<ServerResponse>();

  constructor() {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => { response.writeHead(500).end(String(error)); });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => { this.server.close(() => resolve()); });
    this.server.closeAllConnections();
    await closed;
  }

  /** An entry of IDENTITY_PROVIDERS. */
  abstract settings(id: string): Record<string, unknown>;
  abstract readonly authorizePath: string;
  abstract readonly tokenPath: string;
  abstract readonly issuer: string;
  /** What it says in its own way. */
  abstract readonly errors: { readonly declined: Readonly<Record<string, string>>; readonly overloaded: Answer; readonly misconfigured: Answer };
  /** From now on tokens are signed with another key, which is published too. */
  abstract rotate(): Promise<void>;

  protected abstract checkAuthorize(query: URLSearchParams): Promise<string | null> | string | null;
  protected abstract checkToken(form: URLSearchParams, request: IncomingMessage): Promise<string | null> | string | null;
  protected abstract idTokenClaims(grant: Grant): Record<string, unknown>;
  protected abstract key(): { readonly privateKey: KeyObject; readonly publicPem: string; readonly kid: string | null };
  protected abstract unknownKey(): KeyObject;
  protected abstract tokenAnswer(idToken: string): Promise<unknown> | unknown;
  protected abstract other(path: string, request: IncomingMessage): Answer | null;

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === this.authorizePath) return this.authorize(url.searchParams, response);
    if (url.pathname === this.tokenPath) {
      if (this.wrong.silent === true) {
        this.held.add(response);
        return;
      }
      return json(response, await this.token(new URLSearchParams(await bodyOf(request)), request));
    }
    json(response, this.other(url.pathname, request) ?? { status: 404, body: { error: 'not_found' } });
  }

  /** Nobody is asked: the person is there. */
  private async authorize(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const refused = query.get('response_type') !== 'code' ? 'response_type' : await this.checkAuthorize(query);
    const back = new URL(query.get('redirect_uri') ?? this.url);
    if (refused !== null) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(refused);
      return;
    }
    back.searchParams.set('state', query.get('state') ?? '');
    if (this.wrong.callback !== undefined) {
      for (const [name, value] of Object.entries(this.wrong.callback)) back.searchParams.set(name, value);
    } else {
      const code = randomBytes(16).toString('base64url');
      this.grants.set(code, {
        redirectUri: query.get('redirect_uri') ?? '', state: query.get('state') ?? '', nonce: query.get('nonce'), challenge: query.get('code_challenge'),
      });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(form: URLSearchParams, request: IncomingMessage): Promise<Answer> {
    if (this.wrong.token !== undefined) return this.wrong.token;
    const grant = this.grants.get(form.get('code') ?? '');
    this.grants.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (grant === undefined || grant.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri')) return { status: 400, body: { error: 'invalid_grant' } };
    const refused = await this.checkToken(form, request);
    if (refused !== null) return { status: 400, body: { error: 'invalid_client', error_description: refused } };
    const claims = this.idTokenClaims(grant);
    return { status: 200, body: await this.tokenAnswer(this.sign(this.wrong.claims?.(claims) ?? claims)) };
  }

  private sign(claims: Record<string, unknown>): string {
    const { privateKey, publicPem, kid } = this.key();
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = (alg: string): string => `${part({ alg, typ: 'JWT', ...(kid === null ? {} : { kid }) })}.${part(claims)}`;
    switch (this.wrong.signature) {
      case 'none': return `${signed('none')}.`;
      case 'hs256': return `${signed('HS256')}.${createHmac('sha256', publicPem).update(signed('HS256')).digest('base64url')}`;
      case 'unknown': return `${signed('RS256')}.${rs256(signed('RS256'), this.unknownKey())}`;
      default: return `${signed('RS256')}.${rs256(signed('RS256'), privateKey)}`;
    }
  }
}

function rs256(text: string, key: KeyObject): string {
  return createSign('RSA-SHA256').update(text).sign(key).toString('base64url');
}

function json(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
