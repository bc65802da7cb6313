import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ApprovalsService } from '../../app/factors/approvals.service.js';
import { PushFactor } from '../../app/factors/push.factor.js';
import type { Origin } from '../../identity.contracts.js';
import { CallerOrigin } from '../origin.js';
import { LabelBody } from './factors.dto.js';
import { ApprovalsDto, NumberBody, PushEnrolledDto, toApprovalDto } from './push.dto.js';

@ApiTags('second factors')
@RequirePermission('signed_in')
@NoIdempotency()
@Controller('me')
export class PushController {
  constructor(private readonly push: PushFactor, private readonly approvals: ApprovalsService) {}

  /** Beside another factor: sign-ins can then be confirmed on any device signed in with a second factor. */
  @Post('factors/push')
  @ApiOperation({ summary: 'Let your signed-in devices confirm sign-ins', operationId: 'enrolPush' })
  @Problems('auth.step_up_needed', 'identity.no_factor')
  async enrol(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<PushEnrolledDto> {
    return { id: await this.push.enrol(actor, body.label ?? 'Push') };
  }

  @Get('approvals')
  @ApiOperation({ summary: 'List sign-ins that wait for this device', operationId: 'listMyApprovals' })
  async list(@CurrentActor() actor: Actor): Promise<ApprovalsDto> {
    return { items: (await this.approvals.list(actor)).map(toApprovalDto) };
  }

  /** A wrong number declines the sign-in. */
  @Post('approvals/:id/approve')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Confirm a sign-in by the number it shows', operationId: 'approveSignIn' })
  @Problems('object.not_found', 'identity.wrong_number', 'identity.weak_session')
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: NumberBody, @CallerOrigin() origin: Origin): Promise<void> {
    await this.approvals.approve(actor, id, body.number, origin);
  }

  @Post('approvals/:id/decline')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Decline a sign-in', operationId: 'declineSignIn' })
  @Problems('object.not_found')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @CallerOrigin() origin: Origin): Promise<void> {
    await this.approvals.decline(actor, id, origin);
  }
}
