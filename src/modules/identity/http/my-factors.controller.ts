import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { TotpService } from '../app/totp.service.js';
import { SignedInDto, toSignedInDto } from './auth.dto.js';
import { FactorsDto, toFactorDto, TotpBody, TotpCodeBody, TotpEnrolmentDto } from './me.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@NoIdempotency()
@Controller('me/factors')
export class MyFactorsController {
  constructor(private readonly totp: TotpService) {}

  @Get()
  @ApiOperation({ summary: 'List your own second factors', operationId: 'listMyFactors' })
  async list(@CurrentActor() actor: Actor): Promise<FactorsDto> {
    return { items: (await this.totp.list(actor)).map(toFactorDto) };
  }

  /** The secret is shown this once; the factor counts when a code of it is confirmed. */
  @Post('totp')
  @ApiOperation({ summary: 'Start adding an authenticator app', operationId: 'enrolTotp' })
  @Problems('identity.step_up_needed')
  enrol(@CurrentActor() actor: Actor, @Body() body: TotpBody): Promise<TotpEnrolmentDto> {
    return this.totp.enrol(actor, body.label ?? 'TOTP');
  }

  /** This session is strengthened, all others end. */
  @Post('totp/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an authenticator app by a code of it', operationId: 'confirmTotp' })
  @Problems('auth.invalid_code', 'identity.step_up_needed', 'object.not_found')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: TotpCodeBody): Promise<SignedInDto> {
    return toSignedInDto(await this.totp.confirm(actor, id, body.code));
  }

  @Delete('totp/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Remove an authenticator app', operationId: 'removeTotp' })
  @Problems('identity.factor_required', 'identity.step_up_needed', 'object.not_found')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.totp.remove(actor, id);
  }
}
