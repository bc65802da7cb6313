import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readMail } from '../../src/platform/delivery/local-mail.js';

/** What a peer does with the next message: takes it, refuses it for now, refuses it for good, or takes it and says nothing. */
export type Manner = 'take' | 'busy' | 'never' | 'silent';

interface Waiting { resolve: () => void; count: number }

/** Messages a peer has taken in, whatever it answered. */
class Received<T> {
  readonly all: T[] = [];
  private readonly waiting: Waiting[] = [];

  add(message: T): void {
    this.all.push(message);
    for (const { resolve } of this.waiting.filter((w) => this.all.length >= w.count)) resolve();
  }

  /** Waits until there are so many. */
  async reached(count: number): Promise<void> {
    if (this.all.length < count) await new Promise<void>((resolve) => { this.waiting.push({ resolve, count }); });
  }
}

/** A real SMTP server that behaves as told. */
export class MailPeer {
  readonly received = new Received<{ messageId: string | null; to: string; text: string }>();
  manner: (nth: number) => Manner = () => 'take';
  private seen = 0;
  private readonly server: SMTPServer;
  private readonly silent: (() => void)[] = [];

  constructor() {
    this.server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, closeTimeout: 100,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const manner = this.manner(this.seen++);
          if (manner === 'busy') { done(Object.assign(new Error('busy'), { responseCode: 451 })); return; }
          if (manner === 'never') { done(Object.assign(new Error('no'), { responseCode: 554 })); return; }
          const { messageId, text } = readMail(Buffer.concat(chunks));
          this.received.add({ messageId, text, to: session.envelope.rcptTo[0]?.address ?? '' });
          if (manner === 'silent') this.silent.push(() => { done(); });
          else done();
        });
      },
    });
    // A client killed in the middle resets its connection.
    this.server.on('error', () => undefined);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const answer of this.silent) answer();
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}

/** A real HTTP gateway that behaves as told. */
export class GatewayPeer {
  readonly received = new Received<{ id: string; to: string; text: string; authorization: string | undefined }>();
  /** Requests, whatever came of them. */
  asked = 0;
  manner: (nth: number) => Manner = () => 'take';
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => { this.answer(JSON.parse(Buffer.concat(chunks).toString()), request.headers.authorization, response); });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://secret-token@127.0.0.1:${(this.server.address() as AddressInfo).port}/send`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(message: { id: string; to: string; text: string }, authorization: string | undefined, response: ServerResponse): void {
    const manner = this.manner(this.asked++);
    if (manner === 'busy') { response.writeHead(503).end(); return; }
    if (manner === 'never') { response.writeHead(400).end(); return; }
    this.received.add({ ...message, authorization });
    if (manner === 'take') response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `gw-${message.id}` }));
  }
}
