import { Controller, Get, Headers, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { attachment, byteRange, NoIdempotency, PRIVATE_FILE_HEADERS, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ReadFileService } from '../app/read-file.service.js';
import { downloadName } from '../domain/file-name.js';
import { extensionsOf } from '../domain/purposes.js';
import { ContentQuery, FileDto, toFileDto, UploadFormDto } from './file.dto.js';
import { UploadForm } from './upload-form.js';

@Controller('files')
@ApiTags('Files')
export class FilesController {
  constructor(private readonly uploadForm: UploadForm, private readonly files: ReadFileService) {}

  // The interceptor would hold a transaction while the bytes come in: the use case keeps the key itself.
  @Post()
  @NoIdempotency()
  @RequirePermission('files.upload')
  @ApiOperation({ summary: 'Upload a file to attach elsewhere; unattached it vanishes after 24 hours (SE-6)', operationId: 'uploadFile' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadFormDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same upload again gives the same file' })
  @Problems('input.invalid', 'files.type', 'files.unreadable', 'files.too_many_pixels', 'files.pdf_protected', 'files.pdf_active', 'files.mixed', 'upload.too_large',
     'files.too_many', 'limits.too_many', 'idempotency.key_reused')
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Headers('idempotency-key') key?: string): Promise<FileDto> {
    return toFileDto(await this.uploadForm.read(actor, request, key));
  }

  @Get(':id')
  @RequirePermission('files.read')
  @ApiOperation({ summary: 'What is known of a file', operationId: 'getFile' })
  async describe(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<FileDto> {
    return toFileDto(await this.files.describe(actor, id));
  }

  @Get(':id/content')
  @RequirePermission('files.read')
  @ApiOperation({ summary: 'The bytes of a file, as an attachment or to be shown in place', operationId: 'getFileContent' })
  @ApiHeader({ name: 'Range', required: false, description: 'One part, `bytes=0-65535`: answered with 206 (RFC 9110, 14)' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'ETag of the file the parts before were of: of another one everything is given' })
  @Problems('files.being_checked', 'files.rejected', 'http.range_not_satisfiable')
  @ApiProduces('application/pdf', 'image/jpeg', 'image/png')
  @ApiResponse({ status: 200, description: 'The bytes', schema: { type: 'string', format: 'binary', example: '%PDF-1.7 …' } })
  @ApiResponse({ status: 206, description: 'The part asked for', schema: { type: 'string', format: 'binary', example: '%PDF-1.7 …' } })
  async content(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: ContentQuery, @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('range') range?: string, @Headers('if-range') ifRange?: string,
  ): Promise<StreamableFile> {
    const { file, part, bytes } = await this.files.open(actor, id, ({ sha256, size }) => byteRange({ range, ifRange }, etagOf(sha256), size));
    void reply.headers({ ...PRIVATE_FILE_HEADERS, 'accept-ranges': 'bytes', etag: etagOf(file.sha256) });
    if (part !== null) void reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${file.size}`);
    const name = downloadName(file.name, extensionsOf(file.purpose, file.mediaType));
    const length = part === null ? file.size : part.end - part.start + 1;
    return new StreamableFile(bytes, { type: file.mediaType, length, disposition: attachment(name, query.disposition) });
  }
}

/** The bytes of a file never change under its id. */
const etagOf = (sha256: string): string => `"${sha256}"`;
