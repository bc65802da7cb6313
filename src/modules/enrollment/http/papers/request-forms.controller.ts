import { Controller, Get, Headers, Ip, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import { attachment, PRIVATE_FILE_HEADERS, Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { RequestForms } from '../../app/papers/request-forms.service.js';
import { BlankFormQueryDto, PAPER_KINDS } from './paper.dto.js';

const PDF = { status: 200, description: 'The form', schema: { type: 'string', format: 'binary', example: '%PDF-1.3 …' } } as const;

@ApiTags('Requests')
@Controller()
export class RequestFormsController {
  constructor(private readonly forms: RequestForms) {}

  /** To be filled in by hand and brought to the school. */
  @Get('request-forms/:kind.pdf')
  @Public('Families without an account print it')
  @ApiOperation({ summary: 'A blank form as PDF, addressed to the director (EN-14)', operationId: 'readBlankRequestForm' })
  @ApiParam({ name: 'kind', enum: PAPER_KINDS, example: 'diary_access' })
  @ApiProduces('application/pdf')
  @ApiResponse(PDF)
  @Problems('input.invalid', 'object.not_found', 'limits.too_many')
  async blank(
    @Param('kind') kind: string, @Query() query: BlankFormQueryDto, @Ip() ip: string, @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') language?: string,
  ): Promise<StreamableFile> {
    return file(reply, `${kind}.pdf`, await this.forms.blank(kind, query.school, ip, localeOf(language)));
  }

  /** With the number and its QR code once it was sent: the school accepts it by either (`POST /requests/receive`). */
  @Get('requests/:id/form.pdf')
  @RequirePermission('enrollment.read')
  @ApiOperation({ summary: 'The filled form of a request as PDF (EN-14)', operationId: 'readRequestForm' })
  @ApiProduces('application/pdf')
  @ApiResponse(PDF)
  @Problems('object.not_found', 'enrollment.no_printed_form')
  async filled(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Headers('accept-language') language?: string,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.forms.filled(actor, id, localeOf(language));
    return file(reply, name, bytes);
  }
}

function file(reply: FastifyReply, name: string, bytes: Buffer): StreamableFile {
  void reply.headers(PRIVATE_FILE_HEADERS);
  return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition: attachment(name) });
}
