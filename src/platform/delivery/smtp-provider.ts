import { createTransport, type Transporter } from 'nodemailer';
import type { DeliveryChannel, Message } from './message.js';
import { Provider, SendFailure } from './provider.js';

interface SmtpError { code?: string; originalCode?: string; responseCode?: number; timeoutType?: string }

/** E-mail over SMTP (NO-2). Every try of a delivery has the same Message-ID, by which mail systems drop doubles. */
export class SmtpProvider extends Provider {
  readonly channel: DeliveryChannel = 'email';
  private transport: Transporter | null = null;

  constructor(private readonly url: string, private readonly from: string, private readonly host: string, private readonly timeoutMs: number) {
    super();
  }

  async send(id: string, message: Message): Promise<string | null> {
    this.transport ??= createTransport({
      url: this.url, pool: true, maxConnections: 4,
      connectionTimeout: this.timeoutMs, greetingTimeout: this.timeoutMs, socketTimeout: this.timeoutMs, dnsTimeout: this.timeoutMs,
    } as never);
    try {
      await this.transport.sendMail({
        from: this.from, to: message.to, subject: message.subject ?? '', text: message.text,
        messageId: `<${id}@${this.host}>`, headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return null; // the Message-ID is ours
    } catch (error) {
      throw failureOf(error as SmtpError);
    }
  }

  override async close(): Promise<void> {
    this.transport?.close();
  }
}

/** Codes of a conversation that ended before the message went out. */
const BEFORE = new Set(['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE', 'EPROXY', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

function failureOf({ code, originalCode, responseCode, timeoutType }: SmtpError): SendFailure {
  const name = [code ?? 'SMTP', originalCode, timeoutType, responseCode].filter((part) => part !== undefined).join(' ');
  // The server answered: it has not taken it. A 5xx to the message itself is for good, one to our sign-in may be mended.
  if (responseCode !== undefined) return new SendFailure(responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE') ? 'refused' : 'not_sent', name);
  const before = BEFORE.has(code ?? '') || BEFORE.has(originalCode ?? '') || (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT');
  return new SendFailure(before ? 'not_sent' : 'unknown', name);
}
