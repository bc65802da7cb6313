import type { DeliveryChannel, Message } from './message.js';
import { Provider, SendFailure } from './provider.js';

/** Errors of a connection that was never made. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** SMS through an HTTP gateway (SMS_HTTP_URL): POST JSON `{ id, to, text }` with a bearer token, answer 2xx `{ id }`. */
export class SmsHttpProvider extends Provider {
  readonly channel: DeliveryChannel = 'sms';

  constructor(private readonly url: string, private readonly timeoutMs: number) {
    super();
  }

  async send(id: string, message: Message): Promise<string | null> {
    const address = new URL(this.url);
    const token = decodeURIComponent(address.username);
    address.username = '';
    address.password = '';
    const response = await this.post(address, token, JSON.stringify({ id, to: message.to, text: message.text }));
    if (!response.ok) {
      await response.body?.cancel();
      throw new SendFailure(isFinal(response.status) ? 'refused' : 'not_sent', `HTTP ${response.status}`);
    }
    const answer = await response.json().catch(() => null) as { id?: unknown } | null; // a 2xx without words is still a yes
    return typeof answer?.id === 'string' ? answer.id : null;
  }

  private async post(address: URL, token: string, body: string): Promise<Response> {
    try {
      return await fetch(address, {
        method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(this.timeoutMs),
        headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      });
    } catch (error) {
      const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
      throw new SendFailure(NEVER_CONNECTED.has(code) ? 'not_sent' : 'unknown', code);
    }
  }
}

/** The gateway understood and will not: another try changes nothing. Our token or its limits may be mended meanwhile. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 407, 408, 425, 429].includes(status);
}
