import type { FastifyRequest } from 'fastify';
import { readForm, readInput } from '../../../../platform/http/index.js';
import { type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import type { ImportRequest } from '../imports.contracts.js';
import { ImportFieldsDto } from './import.dto.js';

const MOST_BYTES = 5 * 1024 * 1024;
const FIELDS = ['kind', 'mode', 'partial', 'schoolYear', 'on'];

/** The form of an import; a missing file and wrong fields are named at once. */
export async function readImportForm(request: FastifyRequest, schoolId: string): Promise<ImportRequest> {
  const { fields, file } = await readForm(request, { fields: FIELDS, maxBytes: MOST_BYTES }, async ({ name, bytes }) => {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return { fileName: name.slice(0, 200), bytes: Buffer.concat(chunks) };
  });
  const errors: FieldError[] = file === null ? [{ pointer: '/file', code: 'input.required' }] : [];
  const order = await readInput(ImportFieldsDto, fields, 'body').catch((error: unknown) => {
    if (!(error instanceof InvalidInput)) throw error;
    errors.push(...error.errors);
    return null;
  });
  InvalidInput.throwIfAny(errors);
  return { schoolId, ...order!, ...file! };
}
