import { errors } from 'jose';
import * as client from 'openid-client';
import { ProviderFailure } from '../identity-provider.js';

/** Codes of RFC 6749 (4.1.2.1, 5.2) and OpenID Connect Core (3.1.2.6) by what the person is told; others are our fault. */
const CANCELLED = ['access_denied', 'consent_required', 'login_required', 'interaction_required', 'account_selection_required'];
const TEMPORARY = ['server_error', 'temporarily_unavailable'];

/** Errors of sockets, of name resolution, of fetch itself. */
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|ETIMEDOUT|UND_ERR_)/;

/** What an error of the libraries means to the person in front of the screen. */
export function failureOf(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    const kind = CANCELLED.includes(error.error) ? 'cancelled' : TEMPORARY.includes(error.error) ? 'temporary' : 'ours';
    return new ProviderFailure(kind, /^[a-z_]{1,60}$/.test(error.error) ? error.error : 'error', { cause: error });
  }
  if (error instanceof errors.JWKSTimeout) return new ProviderFailure('temporary', 'jwks_timeout', { cause: error });
  if (error instanceof errors.JOSEError) return new ProviderFailure('ours', `token_${error.code.toLowerCase()}`, { cause: error });
  const chain = [...causesOf(error)];
  if (chain.some((e) => (e.status ?? 0) >= 500)) return new ProviderFailure('temporary', 'server_error', { cause: error });
  if (chain.some((e) => e.name === 'TimeoutError' || e.code === 'OAUTH_TIMEOUT')) return new ProviderFailure('temporary', 'timeout', { cause: error });
  if (chain.some((e) => NETWORK.test(String(e.code)))) return new ProviderFailure('temporary', 'unreachable', { cause: error });
  return new ProviderFailure('ours', String(chain[0]?.code ?? chain[0]?.name ?? 'error'), { cause: error });
}

interface Cause {
  readonly name?: string;
  readonly code?: unknown;
  readonly status?: number;
  readonly cause?: unknown;
}

/** The libraries wrap what happened, fetch wraps the network's errors. */
function* causesOf(error: unknown): Iterable<Cause> {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 6; at = (at as Cause).cause, depth++) yield at as Cause;
}
