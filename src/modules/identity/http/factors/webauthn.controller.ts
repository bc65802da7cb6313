import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { WebauthnFactor } from '../../app/factors/webauthn.factor.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { LabelBody, PasskeyBody, PasskeyEnrolmentDto } from './factors.dto.js';

@ApiTags('second factors')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@NoIdempotency()
@Controller('me/factors/webauthn')
export class WebauthnController {
  constructor(private readonly passkeys: WebauthnFactor) {}

  /** Give `publicKey` to `navigator.credentials.create`. */
  @Post()
  @ApiOperation({ summary: 'Start adding a passkey', operationId: 'enrolPasskey' })
  @Problems('auth.step_up_needed')
  enrol(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<PasskeyEnrolmentDto> {
    return this.passkeys.enrol(actor, body.label ?? 'Passkey');
  }

  /** This session is strengthened, all others end. */
  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm a passkey by what the browser made', operationId: 'confirmPasskey' })
  @Problems('auth.invalid_code', 'identity.factor_taken', 'auth.step_up_needed', 'object.not_found')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: PasskeyBody): Promise<SignedInDto> {
    return toSignedInDto(await this.passkeys.confirm(actor, id, body.response));
  }
}
