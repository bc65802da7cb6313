import { Body, Controller, Headers, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { attachment, NoIdempotency, PRIVATE_FILE_HEADERS, Problems, Versioned } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { LoginSlips } from '../../app/papers/login-slips.service.js';
import { PaperRequests } from '../../app/papers/paper-requests.service.js';
import { ReceiveRequest } from '../../app/papers/receive-request.service.js';
import { RequestsQuery } from '../../app/requests.query.js';
import { StaffSteps } from '../../app/staff-steps.service.js';
import { HandOverDto } from '../request.dto.js';
import { RequestDto, toRequestDto } from '../request-view.dto.js';
import { EnterPaperDto, PaperContactDto, ReceiveDto } from './paper.dto.js';

/** What families bring to the school themselves (EN-14). */
@ApiTags('Requests')
@Controller('requests')
@RequirePermission('enrollment.decide')
export class PapersController {
  constructor(private readonly papers: PaperRequests, private readonly receiving: ReceiveRequest, private readonly staff: StaffSteps, private readonly slips: LoginSlips, private readonly requests: RequestsQuery) {}

  /**
   * A draft of the school: staff fill it in by `PATCH`, attach the scan (`documents` of the type `application`) and send it
   * as any other. Somebody who has no account gets a login at the contact, or on paper; the answer is the same either way.
   */
  @Post('paper')
  @Versioned()
  @ApiOperation({ summary: 'Begin to enter a paper application for a parent', operationId: 'enterPaperRequest' })
  @ApiCreatedResponse({ type: RequestDto })
  @Problems('input.invalid', 'object.not_found', 'limits.too_many')
  async enter(@CurrentActor() actor: Actor, @Body() body: EnterPaperDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    const { kind, applicant: { name, email, phone, sameAs = null }, datedOn } = body;
    const id = await this.papers.enter(actor, { kind, datedOn, sameAs, applicant: { name: { ...name, patronymic: name.patronymic ?? null }, email, phone } });
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

  /** Until it is decided. A login sent to the wrong contact opens nothing any more; one goes to the right one. */
  @Post(':id/mend-contact')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: "Mend the applicant's contact mistyped from the paper", operationId: 'mendPaperContact' })
  @Problems('input.invalid', 'object.not_found', 'enrollment.transition_not_allowed', 'enrollment.already_open')
  async mendContact(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { email, phone }: PaperContactDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.papers.mendContact(actor, id, { email, phone });
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  /** The receipt, the question or the decision was handed over to an applicant who came on paper: `toHandOverSince` is empty then. */
  @Post(':id/hand-over')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Note that the applicant was told on paper', operationId: 'handOverOnPaper' })
  @Problems('object.not_found', 'enrollment.transition_not_allowed')
  async handOver(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { message }: HandOverDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    await this.staff.handOver(actor, id, message ?? null);
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }

  /** Shown this once; a slip printed before works no more. Until the applicant has come in. */
  @Post(':id/login-slip')
  @HttpCode(200)
  @NoIdempotency()
  @RequireStepUp()
  @ApiOperation({ summary: 'Login and transit password for an applicant without contacts, as PDF to be handed over', operationId: 'printApplicantLogin' })
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'The slip', schema: { type: 'string', format: 'binary', example: '%PDF-1.3 …' } })
  @Problems('object.not_found', 'enrollment.no_login_slip', 'identity.login_letter_over', 'auth.step_up_needed', 'limits.too_many')
  async loginSlip(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Headers('accept-language') language?: string): Promise<StreamableFile> {
    const { name, bytes } = await this.slips.print(actor, id, localeOf(language));
    void reply.headers(PRIVATE_FILE_HEADERS);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition: attachment(name) });
  }
}
