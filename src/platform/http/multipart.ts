import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { defineErrors, DomainError, type FieldError, InvalidInput } from '../../shared/domain-error.js';

defineErrors({
  'upload.too_large': { kind: 'invalid', ru: 'Файл больше {limit}. Выберите файл поменьше.', en: 'The file is larger than {limit}. Choose a smaller one.' },
  'upload.one_file': { kind: 'invalid', ru: 'Присылайте по одному файлу.', en: 'Send one file at a time.' },
  'upload.empty': { kind: 'invalid', ru: 'Файл пустой. Выберите другой.', en: 'The file is empty. Choose another one.' },
});

const FIELD_BYTES = 1000;
const MOST_FIELDS = 20;
/** How much of a refused body is still read, so that the sender gets to see the answer. */
const DRAIN_BYTES = 16 * 1024 * 1024;
const DRAIN_MS = 30_000;

/** Lets the application read `multipart/form-data`; nothing is read before `readForm` asks. */
export async function acceptForms(app: NestFastifyApplication): Promise<void> {
  // Too large a file is refused by `readForm`, in our words.
  await app.register(multipart as unknown as Parameters<NestFastifyApplication['register']>[0], { throwFileSizeLimit: false });
}

export interface FormRules {
  /** Names of text fields; others are refused. */
  readonly fields: readonly string[];
  /** Size of the file in bytes at most. */
  readonly maxBytes: number;
}

/** The file of a form as it comes in: `name` is what the sender calls it, not to be trusted. */
export interface FormFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/** What was sent: text fields, and what the consumer made of the file named `file`; null when there was none. */
export interface Form<T> {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: T | null;
}

/**
 * Reads a form with at most one file, which is streamed to the consumer with its size enforced on the way. Fields may
 * come before or after the file, so the consumer gets none of them. When the form turns out wrong after the file was
 * consumed, `undo` takes back what the consumer made of it.
 * @throws InvalidInput naming every wrong field; UnsupportedMediaTypeException (415) when it is no form
 */
export async function readForm<T>(
  request: FastifyRequest, rules: FormRules, consume: (file: FormFile) => Promise<T>, undo: (made: T) => Promise<void> = async () => undefined,
): Promise<Form<T>> {
  if (!request.isMultipart()) throw new UnsupportedMediaTypeException();
  const fields: Record<string, string> = {};
  const errors: FieldError[] = [];
  let file: T | null = null;
  try {
    const limits = { fileSize: rules.maxBytes, fieldSize: FIELD_BYTES, fields: MOST_FIELDS, parts: MOST_FIELDS + 2, files: 2 };
    for await (const part of request.parts({ limits })) {
      const pointer = `/${part.fieldname}`;
      if (part.type === 'field') {
        if (!rules.fields.includes(part.fieldname)) errors.push({ pointer, code: 'input.unknown_field' });
        else if (part.valueTruncated) errors.push({ pointer, code: 'input.too_long', params: { limit: FIELD_BYTES } });
        else fields[part.fieldname] = String(part.value);
      } else if (part.fieldname !== 'file' || file !== null) {
        part.file.resume();
        errors.push({ pointer, code: part.fieldname === 'file' ? 'upload.one_file' : 'input.unknown_field' });
      } else {
        file = await consume({ name: part.filename ?? '', bytes: measured(part.file, rules.maxBytes) });
      }
    }
    InvalidInput.throwIfAny(errors);
    return { fields, file };
  } catch (error) {
    if (file !== null) await undo(file);
    drain(request);
    throw isFormError(error) ? new BadRequestException() : error;
  }
}

/** The bytes of a part; ends with a refusal when there are none, or as soon as there are too many. */
async function* measured(stream: Readable & { truncated?: boolean }, maxBytes: number): AsyncIterable<Buffer> {
  const tooLarge = new InvalidInput([{ pointer: '/file', code: 'upload.too_large', params: { limit: megabytes(maxBytes) } }]);
  stream.once('limit', () => stream.destroy(tooLarge));
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  // The limit may have been reached before anybody listened: when all of the body came at once.
  if (stream.truncated === true) throw tooLarge;
  if (size === 0) throw new InvalidInput([{ pointer: '/file', code: 'upload.empty' }]);
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}

/** Broken boundaries, missing ends, too many parts: the form itself is wrong. */
function isFormError(error: unknown): boolean {
  if (error instanceof DomainError) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && /^FST_(PARTS|FILES|FIELDS|PROTO|MP|INVALID)/.test(code))
    || (typeof message === 'string' && /multipart|boundary|terminated early|Malformed/i.test(message));
}

/** Reads on for a while without keeping anything; who sends endlessly is cut off. */
function drain({ raw }: FastifyRequest): void {
  if (raw.readableEnded) return;
  const { socket } = raw;
  const enough = socket.bytesRead + DRAIN_BYTES;
  const started = performance.now();
  // Counted on the socket: after the answer Node reads on by itself and drops our listeners of the data.
  const watch = setInterval(() => {
    if (socket.bytesRead > enough || performance.now() - started > DRAIN_MS) socket.destroy();
  }, 50).unref();
  for (const end of ['end', 'close', 'error']) raw.once(end, () => clearInterval(watch));
  raw.unpipe();
  raw.resume();
}
