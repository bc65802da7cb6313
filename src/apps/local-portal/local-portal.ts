import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { CITIZENS } from './citizens.js';
import { LOCAL_CLIENT } from './local-client.js';
import { loginPage, messagePage } from './login-page.js';

export interface LocalPortal {
  readonly issuer: string;
  readonly server: Server;
  stop(): Promise<void>;
}

/**
 * A real OpenID Connect provider with made-up people, for development and tests (ID-6). Nothing is kept: sessions and keys
 * go with the process.
 * @param port taken when it is free; 0 for any
 * @param callbacks addresses of the cabinet it answers to
 */
export async function startLocalPortal({ port, host, clientSecret, callbacks }: { port: number; host: string; clientSecret: string; callbacks: readonly string[] }): Promise<LocalPortal> {
  const server = createServer();
  await listen(server, port, host).catch(async (error: unknown) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    await listen(server, 0, host);
  });
  const issuer = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configuration(clientSecret, callbacks));
  const oidc = provider.callback();
  server.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    const uid = /^\/interaction\/([\w-]+)$/.exec(path)?.[1];
    if (path === '/health/ready') response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"up"}');
    else if (uid === undefined) void oidc(request, response);
    else interact(provider, uid, request, response).catch(() => answer(response, 400, messagePage('Вход прерван. Начните его заново.')));
  });
  return { issuer, server, stop: () => stop(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
  server.closeAllConnections();
  await closed;
}

async function configuration(clientSecret: string, callbacks: readonly string[]): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [{
      client_id: LOCAL_CLIENT, client_secret: clientSecret, redirect_uris: [...callbacks], grant_types: ['authorization_code'], response_types: ['code'],
      post_logout_redirect_uris: callbacks.map((callback) => new URL('/', callback).href),
    }],
    jwks: { keys: [{ ...await exportJWK(privateKey), kid: 'local', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub', 'auth_time', 'amr'], profile: ['family_name', 'given_name', 'middle_name', 'birthdate', 'snils', 'trusted', 'child'],
      phone: ['phone_number', 'phone_number_verified'], email: ['email', 'email_verified'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => {
      const citizen = CITIZENS.find((c) => c.id === id);
      return citizen === undefined ? undefined : { accountId: id, claims: () => ({ sub: id, ...citizen.claims }) };
    },
    // What the cabinet asks for is given without a question: the page says that the people are made up.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider, params } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId });
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  };
}

/** Shows who may sign in, and takes the choice. */
async function interact(provider: Provider, uid: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid: own, prompt } = await provider.interactionDetails(request, response);
  if (own !== uid || prompt.name !== 'login') throw new Error('Not this interaction');
  if (request.method !== 'POST') {
    answer(response, 200, loginPage(uid));
    return;
  }
  const body = await readBody(request);
  const citizen = CITIZENS.find((c) => c.id === new URLSearchParams(body).get('citizen'));
  const result = citizen === undefined ? { error: 'access_denied', error_description: 'declined' }
    : { login: { accountId: citizen.id, amr: citizen.strong ? ['pwd', 'otp', 'mfa'] : ['pwd'] } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 10_000) throw new Error('Too long');
  }
  return text;
}

function answer(response: ServerResponse, status: number, html: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
