import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DocumentCallsQuery } from '../../app/calls/document-calls.query.js';
import { DocumentCalls } from '../../app/calls/document-calls.service.js';
import { AskedDocumentsDto, CalledPupilsQuery, DocumentCallDto, DocumentCallsDto, NewDocumentCallBody, SendBackBody, toAskedDocumentDto, toDocumentCallDto } from './document-call.dto.js';

/** The school asks chosen families for a document by a date (EN-16): the office's side. */
@ApiTags('Documents asked of families')
@Controller('document-requests')
@RequirePermission('enrollment.ask_documents')
export class DocumentCallsController {
  constructor(private readonly calls: DocumentCalls, private readonly query: DocumentCallsQuery, private readonly clock: Clock) {}

  /** The families of these classes and pupils are told at once, and reminded on the morning of the last working day before. */
  @Post()
  @ApiOperation({ summary: 'Ask families for a document (EN-16)', operationId: 'createDocumentRequest' })
  @Problems('enrollment.nobody_called', 'enrollment.not_of_school', 'enrollment.too_many_called', 'enrollment.call_day_over')
  async make(@CurrentActor() actor: Actor, @Body() { title, explanation, dueOn, classIds, pupilIds }: NewDocumentCallBody): Promise<DocumentCallDto> {
    const id = await this.calls.make(actor, { title: title.trim(), explanation: explanation?.trim() || null, dueOn, classIds: classIds ?? [], pupilIds: pupilIds ?? [] });
    return toDocumentCallDto(await this.query.read(actor, id));
  }

  @Get()
  @ApiOperation({ summary: "The school's calls for documents, newest first", operationId: 'listDocumentRequests' })
  async list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: PageQuery): Promise<DocumentCallsDto> {
    const page = await this.query.list(actor, limit, cursor);
    return { items: page.items.map(toDocumentCallDto), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One call, with how many are missing', operationId: 'readDocumentRequest' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DocumentCallDto> {
    return toDocumentCallDto(await this.query.read(actor, id));
  }

  @Get(':id/pupils')
  @ApiOperation({ summary: 'Who was asked; with `state=missing` the list of those missing (EN-16)', operationId: 'listAskedPupils' })
  async pupils(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() { state, limit, cursor }: CalledPupilsQuery): Promise<AskedDocumentsDto> {
    const page = await this.query.called(actor, id, state ?? null, limit, cursor);
    return { items: page.items.map((called) => toAskedDocumentDto(called, this.clock.now())), nextCursor: page.nextCursor };
  }

  @Post(':id/pupils/:pupilId/accept')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: "Accept what a pupil's family handed in", operationId: 'acceptAskedDocument' })
  @Problems('enrollment.nothing_handed_in')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('pupilId') pupilId: string): Promise<void> {
    await this.calls.accept(actor, id, pupilId);
  }

  /** The family is told what is wrong and hands it in again. */
  @Post(':id/pupils/:pupilId/return')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: "Send a family's document back", operationId: 'returnAskedDocument' })
  @Problems('enrollment.nothing_handed_in')
  async sendBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('pupilId') pupilId: string, @Body() { message }: SendBackBody): Promise<void> {
    await this.calls.sendBack(actor, id, pupilId, message.trim());
  }

  /** Nobody is reminded any more; what was handed in stays. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a call for documents', operationId: 'cancelDocumentRequest' })
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DocumentCallDto> {
    await this.calls.cancel(actor, id);
    return toDocumentCallDto(await this.query.read(actor, id));
  }
}
