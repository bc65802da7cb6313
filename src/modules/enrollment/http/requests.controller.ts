import { Controller, Get, Headers, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { ApiBodyByKind, ApiBodyOneOf, BodyByKind, IfMatch, LaterBody, Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ApplicantSteps } from '../app/applicant-steps.service.js';
import { RequestsQuery } from '../app/requests.query.js';
import { compact, type TypedForm } from '../domain/form.js';
import { byCode, DECLARATIONS } from '../kinds/kinds.js';
import { BodiesByKind } from './bodies-by-kind.js';
import { RequestsQueryDto } from './request.dto.js';
import { HistoryDto, RequestDto, RequestLinesDto, toHistoryEntryDto, toRequestDto, toRequestLineDto } from './request-view.dto.js';

const FORMS = byCode(({ form }) => form);

@ApiTags('Requests')
@Controller('requests')
@RequirePermission('enrollment.read')
export class RequestsController {
  constructor(private readonly requests: RequestsQuery, private readonly applicant: ApplicantSteps, private readonly bodies: BodiesByKind) {}

  /** Only the shape is checked: what was typed is kept, and checked when it is sent. Files named in it count as attached. */
  @Post()
  @Versioned()
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Begin a request: a draft (EN-2)', operationId: 'createRequest' })
  @ApiBodyByKind(FORMS)
  @ApiCreatedResponse({ type: RequestDto })
  async create(@CurrentActor() actor: Actor, @BodyByKind(FORMS) body: object, @Headers('accept-language') language?: string): Promise<RequestDto> {
    const { kind, ...form } = compact(body) as TypedForm & { kind: string };
    const { id } = await this.applicant.create(actor, kind, form);
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  /** In a draft, while the school waits for the applicant, and after a refusal. Only what is named changes; `null` clears a field. */
  @Patch(':id')
  @Versioned()
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Change what was typed', operationId: 'patchRequest' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the request' })
  @ApiBodyOneOf(DECLARATIONS.map(({ fields }) => fields))
  @Problems('object.stale', 'object.if_match_required', 'enrollment.transition_not_allowed')
  async patch(
    @CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @LaterBody() body: unknown,
    @Headers('accept-language') language?: string,
  ): Promise<RequestDto> {
    await this.applicant.patch(actor, id, version, await this.bodies.fields(actor, id, body));
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  /** An applicant gets the own ones, newest first; staff their school's queue, overdue and due today on top; a coordinator what waits for the region and is overdue in it, the operator what waits for it. */
  @Get()
  @ApiOperation({ summary: 'My requests, or the queue (EN-9)', operationId: 'listRequests' })
  async list(@CurrentActor() actor: Actor, @Query() query: RequestsQueryDto): Promise<RequestLinesDto> {
    const { mine = false, status: statuses, kind, due, assignee, q: text } = query;
    const page = await this.requests.list(actor, { mine, statuses, kind, due, className: query.class, assignee, text, owed: query.toHandOver ?? false }, query.limit, query.cursor);
    return { items: page.items.map(toRequestLineDto), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'One request with what may be done now', operationId: 'readRequest' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Every change, in order (EN-7)', operationId: 'readRequestHistory' })
  async history(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<HistoryDto> {
    return { items: (await this.requests.historyOf(actor, id)).map((entry) => toHistoryEntryDto(entry, localeOf(language))) };
  }
}
