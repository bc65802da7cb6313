import { createHmac } from 'node:crypto';
import type { SecurityEvent } from '../../../identity.contracts.js';
import { KINDS } from './cef.js';
import { Monitoring } from './monitoring.js';

const TIMEOUT_MS = 10_000;

/**
 * A webhook: POST of JSON. `X-Signature` is `sha256=` and the HMAC-SHA256 of `<X-Timestamp>.<body>` in hex, with the secret of
 * MONITORING_URL's user part; `X-Event-Id` stays the same when an event is sent again.
 */
export class WebhookMonitoring extends Monitoring {
  private readonly secret: string;
  private readonly address: string;

  constructor(url: URL) {
    super();
    this.secret = decodeURIComponent(url.username);
    const address = new URL(url);
    address.username = '';
    address.password = '';
    this.address = address.href;
  }

  async send({ id, at, kind, personId, ip }: SecurityEvent): Promise<void> {
    const body = JSON.stringify({ id, at: at.toISOString(), kind, ...KINDS[kind], personId, ip });
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const signature = createHmac('sha256', this.secret).update(`${timestamp}.${body}`).digest('hex');
    const response = await fetch(this.address, {
      method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', 'x-event-id': id, 'x-timestamp': timestamp, 'x-signature': `sha256=${signature}` },
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The monitoring centre answered ${response.status}`);
  }
}
