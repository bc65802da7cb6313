import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Clock } from '../../shared/clock.js';
import { Log } from '../logging/index.js';
import { readMail } from './local-mail.js';
import { MailboxStore } from './mailbox-store.js';

const LOCAL = '127.0.0.1';
const LARGEST = 1024 * 1024;

/**
 * Stands in for the providers of a demo: a real SMTP server and a real HTTP gateway, so that the same adapters run that
 * run in production. What they receive can be read at `/api/v1/dev/outbox`. Never in production.
 */
@Injectable()
export class LocalMailbox {
  private smtp: SMTPServer | null = null;
  private gateway: Server | null = null;

  constructor(private readonly store: MailboxStore, private readonly clock: Clock, private readonly log: Log) {}

  /** @returns an SMTP_URL */
  async startSmtp(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, size: LARGEST, logger: false,
      onData: (stream, session, done) => {
        this.receiveMail(stream, session).then(() => { done(); }, (error: unknown) => {
          this.log.failure('mailbox.mail_failed', error);
          done(new Error('not stored'));
        });
      },
    });
    server.on('error', (error) => this.log.failure('mailbox.smtp_failed', error));
    await new Promise<void>((resolve) => server.listen(0, LOCAL, resolve));
    this.smtp = server;
    return `smtp://${LOCAL}:${(server.server.address() as AddressInfo).port}`;
  }

  /** @returns an SMS_HTTP_URL */
  async startGateway(): Promise<string> {
    const server = createServer((request, response) => {
      this.receiveSms(request).then(
        (id) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id })),
        (error: unknown) => {
          this.log.failure('mailbox.sms_failed', error);
          response.writeHead(400).end();
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, LOCAL, resolve));
    this.gateway = server;
    return `http://local@${LOCAL}:${(server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => (this.smtp === null ? resolve() : this.smtp.close(resolve)));
    this.gateway?.closeAllConnections();
    await new Promise<void>((resolve) => (this.gateway === null ? resolve() : this.gateway.close(() => resolve())));
  }

  private async receiveMail(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const mail = readMail(Buffer.concat(chunks));
    for (const { address } of session.envelope.rcptTo) {
      await this.store.put({
        deliveryId: mail.messageId?.split('@')[0] ?? null, channel: 'email', to: address, subject: mail.subject, text: mail.text, at: this.clock.now(),
      });
    }
  }

  private async receiveSms(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { id, to, text } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { id: string; to: string; text: string };
    await this.store.put({ deliveryId: id, channel: 'sms', to, subject: null, text, at: this.clock.now() });
    return id;
  }
}
