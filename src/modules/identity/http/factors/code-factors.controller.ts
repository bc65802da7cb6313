import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { EmailFactor, SmsFactor } from '../../app/factors/code.factor.js';
import type { Begun } from '../../app/factors/factor-method.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { CodeBody, CodeEnrolmentDto, LabelBody } from './factors.dto.js';

@ApiTags('second factors')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@NoIdempotency()
@Controller('me/factors')
export class CodeFactorsController {
  constructor(private readonly sms: SmsFactor, private readonly email: EmailFactor) {}

  /** A code goes to your proved phone; the factor counts when it is confirmed. */
  @Post('sms')
  @ApiOperation({ summary: 'Start adding codes by SMS', operationId: 'enrolSms' })
  @Problems('auth.step_up_needed', 'identity.no_proved_contact', 'codes.too_many_sends', 'codes.number_not_served')
  async enrolSms(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<CodeEnrolmentDto> {
    return toEnrolmentDto(await this.sms.enrol(actor, body.label));
  }

  /** This session is strengthened, all others end. */
  @Post('sms/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm codes by SMS', operationId: 'confirmSms' })
  @Problems('auth.invalid_code', 'auth.step_up_needed', 'object.not_found')
  async confirmSms(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CodeBody): Promise<SignedInDto> {
    return toSignedInDto(await this.sms.confirm(actor, id, body.code));
  }

  /** For families only: a code goes to your proved address. */
  @Post('email')
  @ApiOperation({ summary: 'Start adding codes by e-mail', operationId: 'enrolEmail' })
  @Problems('auth.step_up_needed', 'identity.no_proved_contact', 'identity.email_for_families', 'codes.too_many_sends')
  async enrolEmail(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<CodeEnrolmentDto> {
    return toEnrolmentDto(await this.email.enrol(actor, body.label));
  }

  /** This session is strengthened, all others end. */
  @Post('email/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm codes by e-mail', operationId: 'confirmEmail' })
  @Problems('auth.invalid_code', 'auth.step_up_needed', 'object.not_found')
  async confirmEmail(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CodeBody): Promise<SignedInDto> {
    return toSignedInDto(await this.email.confirm(actor, id, body.code));
  }
}

function toEnrolmentDto({ id, to, expiresAt, resendAt }: Begun & { id: string }): CodeEnrolmentDto {
  return { id, to: to!, expiresAt: expiresAt.toISOString(), resendAt: resendAt!.toISOString() };
}
