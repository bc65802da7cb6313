import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DocumentAnswers } from '../../app/calls/document-answers.service.js';
import { DocumentCallsQuery } from '../../app/calls/document-calls.query.js';
import { AskedDocumentDto, AskedDocumentsDto, HandInBody, toAskedDocumentDto } from './document-call.dto.js';

/** What a school has asked a family for (EN-16): the family's side. */
@ApiTags('Documents asked of families')
@Controller('asked-documents')
@RequirePermission('enrollment.asked_documents')
export class AskedDocumentsController {
  constructor(private readonly answers: DocumentAnswers, private readonly query: DocumentCallsQuery, private readonly clock: Clock) {}

  @Get()
  @ApiOperation({ summary: 'Documents asked of my children and of me, newest first', operationId: 'listAskedDocuments' })
  async list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: PageQuery): Promise<AskedDocumentsDto> {
    const page = await this.query.ofFamily(actor, limit, cursor);
    return { items: page.items.map((called) => toAskedDocumentDto(called, this.clock.now())), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them', operationId: 'readAskedDocument' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<AskedDocumentDto> {
    return toAskedDocumentDto(await this.query.one(actor, id), this.clock.now());
  }

  /** By a parent who may act, or the pupil from 14; also after the last day. What was sent back is handed in again the same way. */
  @Post(':id/hand-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hand a document in (EN-16)', operationId: 'handInAskedDocument' })
  @Problems('enrollment.already_handed_in', 'enrollment.call_cancelled', 'enrollment.may_only_view', 'enrollment.file_unknown', 'enrollment.file_rejected', 'files.cannot_attach')
  async handIn(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { fileIds, note }: HandInBody): Promise<AskedDocumentDto> {
    await this.answers.handIn(actor, id, fileIds, note?.trim() || null);
    return toAskedDocumentDto(await this.query.one(actor, id), this.clock.now());
  }
}
