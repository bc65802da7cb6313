import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { PaperRequests } from '../../app/papers/paper-requests.service.js';
import { ReceiveRequest } from '../../app/papers/receive-request.service.js';
import { RequestsQuery } from '../../app/requests.query.js';
import { RequestDto, toRequestDto } from '../request-view.dto.js';
import { EnterPaperDto, ReceiveDto } from './paper.dto.js';

/** What families bring to the school themselves (EN-14). */
@ApiTags('Requests')
@Controller('requests')
@RequirePermission('enrollment.decide')
export class PapersController {
  constructor(private readonly papers: PaperRequests, private readonly receiving: ReceiveRequest, private readonly requests: RequestsQuery) {}

  /**
   * A draft of the school: staff fill it in by `PATCH`, attach the scan (`documents` of the type `application`) and send it
   * as any other. Somebody who has no account gets a login at the contact; the answer is the same either way.
   */
  @Post('paper')
  @Versioned()
  @ApiOperation({ summary: 'Begin to enter a paper application for a parent', operationId: 'enterPaperRequest' })
  @ApiCreatedResponse({ type: RequestDto })
  @Problems('input.invalid', 'object.not_found', 'limits.too_many')
  async enter(@CurrentActor() actor: Actor, @Body() body: EnterPaperDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    const { kind, applicant: { name, email, phone }, datedOn } = body;
    const id = await this.papers.enter(actor, { kind, datedOn, applicant: { name: { ...name, patronymic: name.patronymic ?? null }, email, phone } });
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  /** A request composed on line that its applicant brings: by the number or the QR code of the printed form. */
  @Post('receive')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Accept a request brought in person', operationId: 'receiveRequest' })
  @Problems('input.invalid', 'object.not_found', 'enrollment.transition_not_allowed')
  async receive(@CurrentActor() actor: Actor, @Body() body: ReceiveDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    const { id } = await this.receiving.receive(actor, body.number);
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }
}
