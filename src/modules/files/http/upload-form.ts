import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readForm, readInput } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { UploadFileService } from '../app/upload-file.service.js';
import { MOST_BYTES } from '../domain/purposes.js';
import type { FileDescription } from '../files.contracts.js';
import { UploadDto } from './file.dto.js';

const LONGEST_KEY = 200;

/** The form of an upload: fields and bytes, everything wrong with them named at once. */
@Injectable()
export class UploadForm {
  constructor(private readonly uploads: UploadFileService) {}

  async read(actor: Actor, request: FastifyRequest, key: string | undefined): Promise<FileDescription> {
    if (key !== undefined && (key === '' || key.length > LONGEST_KEY)) {
      throw new InvalidInput([{ parameter: 'Idempotency-Key', code: 'input.too_long', params: { limit: LONGEST_KEY } }]);
    }
    const { fields, file } = await readForm(request, { fields: ['purpose'], maxBytes: MOST_BYTES }, async ({ name, bytes }) => ({
      name, staged: await this.uploads.receive(bytes),
    }), ({ staged }) => staged.discard());
    try {
      const { purpose } = await this.check(fields, file === null);
      return await this.uploads.upload(actor, { purpose, uploadKey: key ?? null, ...file! });
    } finally {
      await file?.staged.discard(); // nothing is left to discard once it is kept
    }
  }

  private async check(fields: Readonly<Record<string, string>>, fileMissing: boolean): Promise<UploadDto> {
    const errors: FieldError[] = fileMissing ? [{ pointer: '/file', code: 'input.required' }] : [];
    try {
      const dto = await readInput(UploadDto, fields, 'body');
      InvalidInput.throwIfAny(errors);
      return dto;
    } catch (error) {
      if (error instanceof InvalidInput) throw new InvalidInput([...new Set([...error.errors, ...errors])]);
      throw error;
    }
  }
}
