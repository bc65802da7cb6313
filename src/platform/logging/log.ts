import { Injectable, type LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';
import { Config } from '../config/index.js';

type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Structured log, one JSON line an entry (OP-3). Facts are ids, codes and route templates; never names, contacts,
 * texts, bodies or raw URLs.
 */
@Injectable()
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(config: Config) {
    this.pino = pino({ level: config.settings.LOG_LEVEL, base: { pid: process.pid } }, destination({ dest: config.logTo, sync: true }));
  }

  info(event: string, facts: Facts = {}): void {
    this.pino.info(facts, event);
  }

  /** @param error its type, code and stack are kept; a database error's detail, which may quote a row, is not */
  failure(event: string, error: unknown, facts: Facts = {}): void {
    const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
    const trace = stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 12).join('\n');
    this.pino.error({ ...facts, error: name, errorCode: code, trace }, event);
  }

  // What Nest itself has to say.
  log(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: rest.at(-1) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: rest.at(-1) }, String(message));
  }
}
