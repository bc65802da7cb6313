import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { ApiBodyOneOf, LaterBody, Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { RequestsQuery } from '../app/requests.query.js';
import { StaffSteps } from '../app/staff-steps.service.js';
import { ChildApproval } from '../kinds/child-approval.dto.js';
import { DECLARATIONS } from '../kinds/kinds.js';
import { BodiesByKind } from './bodies-by-kind.js';
import { AskApplicantDto, AssignDto, EndorseDto, ExtendDto, RejectDto, ReleaseDto } from './request.dto.js';
import { RequestDto, toRequestDto } from './request-view.dto.js';

/** What the school does with a request. */
@ApiTags('Requests')
@Controller('requests/:id')
@RequirePermission('enrollment.decide')
@Versioned()
@Problems('enrollment.transition_not_allowed')
export class StaffActsController {
  constructor(private readonly staff: StaffSteps, private readonly requests: RequestsQuery, private readonly bodies: BodiesByKind) {}

  @Post('accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a request from the queue', operationId: 'acceptRequest' })
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.accept(actor, id)).id, language);
  }

  @Post('start-review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin to check a request', operationId: 'startReviewOfRequest' })
  async startReview(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.startReview(actor, id)).id, language);
  }

  @Post('ask-applicant')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for what is missing; extends the term once (EN-6)', operationId: 'askApplicant' })
  @Problems('enrollment.too_late_to_ask')
  async ask(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AskApplicantDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    const { missing, message } = body;
    return this.shown(actor, (await this.staff.ask(actor, id, { missing, message })).id, language);
  }

  @Post('extend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Extend the term once, to 10 working days in all (EN-6)', operationId: 'extendRequest' })
  @Problems('enrollment.director_only', 'enrollment.too_late_to_ask')
  async extend(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ExtendDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.extend(actor, id, body.reasonCode, body.message ?? null)).id, language);
  }

  /** Where two answer one after another (`staff_binding`), the first endorses and the second approves. */
  @Post('endorse')
  @HttpCode(200)
  @ApiOperation({ summary: 'Agree, and pass it on to be confirmed (EN-1)', operationId: 'endorseRequest' })
  async endorse(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: EndorseDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.endorse(actor, id, body.message ?? null)).id, language);
  }

  /** Does what was asked for: all of it or nothing. The body is by the request's kind. */
  @Post('approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve (EN-12)', operationId: 'approveRequest' })
  @ApiBodyOneOf(DECLARATIONS.map(({ approval }) => approval))
  @Problems('enrollment.duplicates', 'enrollment.applicant_is_other_pupil', 'schools.account_bound', 'family.court_bar')
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @LaterBody() body: unknown, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.approve(actor, id, await this.bodies.approval(actor, id, body))).id, language);
  }

  /** Once a place is free: the first of the waiting list gets it, and is taken in as by an approval. */
  @Post('give-place')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a place to the first of the waiting list (EN-13)', operationId: 'givePlaceToRequest' })
  @Problems('enrollment.no_places', 'enrollment.not_first', 'enrollment.duplicates')
  async givePlace(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ChildApproval, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.givePlace(actor, id, body)).id, language);
  }

  /** The family told the school, or does not come. */
  @Post('release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a place or a turn on the waiting list back (EN-13)', operationId: 'releasePlaceOfRequest' })
  async release(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReleaseDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.release(actor, id, body.message)).id, language);
  }

  @Post('reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject on a ground that says how to mend it (EN-5, EN-8)', operationId: 'rejectRequest' })
  async reject(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RejectDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.reject(actor, id, body.reasonCode, body.message ?? null)).id, language);
  }

  @Post('assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a request, or hand it over (EN-9)', operationId: 'assignRequest' })
  async assign(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AssignDto, @Headers('accept-language') language?: string): Promise<RequestDto> {
    return this.shown(actor, (await this.staff.assign(actor, id, body.personId)).id, language);
  }

  private async shown(actor: Actor, id: string, language?: string): Promise<RequestDto> {
    return toRequestDto(await this.requests.read(actor, id), localeOf(language));
  }
}
