import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ApplicantSteps } from '../app/applicant-steps.service.js';
import { RequestsQuery } from '../app/requests.query.js';
import { AskSupportDto, ReplyDto, SendDto } from './request.dto.js';
import { RequestDto, toRequestDto } from './request-view.dto.js';

/** What the applicant does with a request. */
@ApiTags('Requests')
@Controller('requests/:id')
@RequirePermission('enrollment.apply')
@Versioned()
@Problems('enrollment.transition_not_allowed')
export class ApplicantActsController {
  constructor(private readonly applicant: ApplicantSteps, private readonly requests: RequestsQuery) {}

  /** Names every wrong field at once; then gives a number and a due date: 5 working days of the school. */
  @Post('submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a draft (EN-3, EN-4)', operationId: 'submitRequest' })
  @Problems('input.invalid', 'enrollment.already_open')
  async submit(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SendDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.submit(actor, id, body.bringInPerson ?? false);
    return this.shown(actor, id, language);
  }

  /** A new round of the same case: the number stays, the term begins anew. */
  @Post('resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a rejected request again, corrected (EN-8)', operationId: 'resubmitRequest' })
  @Problems('input.invalid', 'enrollment.already_open')
  async resubmit(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SendDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.resubmit(actor, id, body.bringInPerson ?? false);
    return this.shown(actor, id, language);
  }

  /** After the fields were mended by PATCH. */
  @Post('reply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer what the school asked for (EN-6)', operationId: 'replyToRequest' })
  @Problems('input.invalid', 'enrollment.already_open')
  async reply(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReplyDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.reply(actor, id, body.message ?? null);
    return this.shown(actor, id, language);
  }

  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an open request back', operationId: 'withdrawRequest' })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.withdraw(actor, id);
    return this.shown(actor, id, language);
  }

  /** Somebody else gets it: the first of the waiting list. */
  @Post('give-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a place or a turn on the waiting list up (EN-13)', operationId: 'giveUpPlaceOfRequest' })
  async giveUp(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.giveUp(actor, id);
    return this.shown(actor, id, language);
  }

  /** Once in a round, after the term has ended: support and the region are told, with the number. */
  @Post('ask-support')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask support to look into an overdue request (EN-10)', operationId: 'askSupportAboutRequest' })
  async askSupport(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AskSupportDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.applicant.askSupport(actor, id, body.message ?? null);
    return this.shown(actor, id, language);
  }

  private async shown(actor: Actor, id: string, language?: string): Promise<RequestDto> {
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }
}
