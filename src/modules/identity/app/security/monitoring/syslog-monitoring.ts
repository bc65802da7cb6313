import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import type { SecurityEvent } from '../../../identity.contracts.js';
import { toCef } from './cef.js';
import { Monitoring } from './monitoring.js';

/** Facility 10 (security and authorization), severity 4 (warning): RFC 5424, 6.2.1. */
const PRIORITY = 10 * 8 + 4;
const PORT = 514;
const TIMEOUT_MS = 10_000;

/** Syslog (RFC 5424) with CEF inside: a datagram each (RFC 5426), or a counted frame over TCP (RFC 6587, 3.4.1). */
export class SyslogMonitoring extends Monitoring {
  constructor(private readonly url: URL, private readonly origin: string) {
    super();
  }

  send(event: SecurityEvent): Promise<void> {
    const message = Buffer.from(`<${PRIORITY}>1 ${event.at.toISOString()} ${this.origin} school-cabinet - ${event.kind} - ${toCef(event)}`);
    const host = this.url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(this.url.port === '' ? PORT : this.url.port);
    return this.url.protocol === 'udp:' ? datagram(message, port, host) : frame(message, port, host);
  }
}

function datagram(message: Buffer, port: number, host: string): Promise<void> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  return new Promise<void>((done, fail) => {
    socket.once('error', fail);
    socket.send(message, port, host, (error) => (error === null ? done() : fail(error)));
  }).finally(() => socket.close());
}

function frame(message: Buffer, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('The monitoring centre has fallen silent')));
    socket.once('error', fail);
    // Closed without an error: everything written was taken.
    socket.once('close', (failed) => { if (!failed) done(); });
    socket.once('connect', () => socket.end(Buffer.concat([Buffer.from(`${message.length} `), message])));
    socket.resume();
  });
}
