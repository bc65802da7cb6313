import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defineErrors, DomainError, type ErrorKind, InvalidInput, type Params } from '../../shared/domain-error.js';
import { localeOf, say, type Locale } from '../i18n/index.js';
import { Log } from '../logging/index.js';

/** The only place where kinds of refusal become statuses. */
export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 422, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, stale: 412, unsatisfiable: 416, precondition_required: 428, locked: 423, too_many: 429,
};

/** `title` says the sort of refusal, `detail` what to do. */
const TITLES: Readonly<Record<number, { ru: string; en: string }>> = {
  400: { ru: 'Запрос не разобран', en: 'Malformed request' },
  401: { ru: 'Нужен вход', en: 'Sign-in needed' },
  403: { ru: 'Нет права', en: 'Not permitted' },
  404: { ru: 'Не найдено', en: 'Not found' },
  409: { ru: 'Сейчас нельзя', en: 'Not possible now' },
  412: { ru: 'Запись изменилась', en: 'The record has changed' },
  413: { ru: 'Слишком большой запрос', en: 'Request too large' },
  415: { ru: 'Вид содержимого не принимается', en: 'Content type not accepted' },
  416: { ru: 'Такой части нет', en: 'No such part' },
  422: { ru: 'Проверьте введённое', en: 'Check the input' },
  423: { ru: 'Вход временно закрыт', en: 'Sign-in locked' },
  428: { ru: 'Нужна версия записи', en: 'Version needed' },
  429: { ru: 'Слишком часто', en: 'Too many requests' },
  500: { ru: 'Ошибка сервера', en: 'Server error' },
  503: { ru: 'Сервис недоступен', en: 'Service unavailable' },
};

defineErrors({
  'http.malformed': { kind: 'invalid', ru: 'Запрос не удалось прочитать: проверьте, что это правильный JSON.', en: 'The request cannot be read: check that it is valid JSON.' },
  'http.bad_request': { kind: 'invalid', ru: 'Запрос составлен неверно.', en: 'The request is malformed.' },
  'http.too_large': { kind: 'invalid', ru: 'Запрос слишком большой.', en: 'The request is too large.' },
  'http.unsupported_media_type': { kind: 'invalid', ru: 'Такой вид содержимого не принимается.', en: 'This content type is not accepted.' },
  'http.internal': {
    kind: 'conflict',
    ru: 'Что-то сломалось у нас. Введённое не потеряно: повторите позже, а если не поможет, сообщите в поддержку номер запроса.',
    en: 'Something broke on our side. Try again later; if it does not help, tell support the request id.',
  },
  'http.unavailable': { kind: 'conflict', ru: 'Сервис временно недоступен. Повторите через минуту.', en: 'The service is unavailable for the moment. Try again in a minute.' },
});

/** RFC 9457. */
interface Problem {
  type: string; title: string; status: number; detail: string; instance: string; code: string; requestId: string;
  errors?: { pointer?: string; parameter?: string; code: string; message: string }[];
  [extra: string]: unknown;
}

/** Every error leaves as a problem document; what we did not foresee is logged by request id and told nothing about. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  /** Also Fastify's own errors, which never reach Nest (a bad URL escape). */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const known = classify(error);
    if (known.status >= 500) this.log.failure('request failed', error, { requestId: request.id, route: request.routeOptions?.url ?? null });
    const locale = localeOf(request.headers['accept-language']);
    const problem: Problem = {
      type: `/problems/${known.code}`,
      title: TITLES[known.status]?.[locale] ?? TITLES[500]![locale],
      status: known.status,
      detail: say(known.code, known.params, locale),
      instance: request.url.split('?')[0] ?? '',
      code: known.code,
      requestId: request.id,
      ...(error instanceof InvalidInput ? { errors: spellOut(error, locale) } : {}),
      ...(error instanceof DomainError ? error.extra : {}),
    };
    const retryAfter = error instanceof DomainError ? error.extra['retryAfter'] : undefined;
    if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    if (known.status === 416 && error instanceof DomainError) void reply.header('content-range', `bytes */${String(error.extra['size'])}`);
    if (known.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(known.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}

function spellOut(error: InvalidInput, locale: Locale): NonNullable<Problem['errors']> {
  return error.errors.map(({ pointer, parameter, code, params }) => ({
    ...(pointer === undefined ? {} : { pointer }),
    ...(parameter === undefined ? {} : { parameter }),
    code,
    message: say(code, params ?? {}, locale),
  }));
}

function classify(error: unknown): { code: string; status: number; params: Params } {
  if (error instanceof DomainError) return { code: error.code, status: STATUS_OF_KIND[error.kind], params: error.params };
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  const { code: sqlState } = (error as { driverError?: { code?: string } }).driverError ?? {};
  if (sqlState === '57P01' || sqlState === '57P03' || (error as { code?: string }).code === 'ECONNREFUSED') return { code: 'http.unavailable', status: 503, params: {} };
  if (typeof status !== 'number' || status >= 500) return { code: 'http.internal', status: 500, params: {} };
  const code = CODE_OF_STATUS[status] ?? 'http.bad_request';
  return { code, status, params: {} };
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'http.malformed', 401: 'auth.unauthenticated', 403: 'auth.forbidden', 404: 'object.not_found', 413: 'http.too_large', 415: 'http.unsupported_media_type',
};
