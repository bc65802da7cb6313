import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { FactorChanges } from '../../app/factors/factor-changes.js';
import { RecoveryFactor } from '../../app/factors/recovery.factor.js';
import { TotpFactor } from '../../app/factors/totp.factor.js';
import { FACTOR_KINDS } from '../../identity.contracts.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { CodeBody, FactorsDto, LabelBody, RecoveryCodesDto, toFactorDto, TotpEnrolmentDto } from './factors.dto.js';

@ApiTags('second factors')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@NoIdempotency()
@Controller('me/factors')
export class FactorsController {
  constructor(private readonly changes: FactorChanges, private readonly totp: TotpFactor, private readonly recovery: RecoveryFactor) {}

  @Get()
  @ApiOperation({ summary: 'List your own second factors', operationId: 'listMyFactors' })
  async list(@CurrentActor() actor: Actor): Promise<FactorsDto> {
    return { items: (await this.changes.list(actor)).map(toFactorDto) };
  }

  /** The secret is shown this once; the factor counts when a code of it is confirmed. */
  @Post('totp')
  @ApiOperation({ summary: 'Start adding an authenticator app', operationId: 'enrolTotp' })
  @Problems('auth.step_up_needed')
  enrol(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<TotpEnrolmentDto> {
    return this.totp.enrol(actor, body.label ?? 'TOTP');
  }

  /** This session is strengthened, all others end. */
  @Post('totp/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an authenticator app by a code of it', operationId: 'confirmTotp' })
  @Problems('auth.invalid_code', 'auth.step_up_needed', 'object.not_found')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CodeBody): Promise<SignedInDto> {
    return toSignedInDto(await this.totp.confirm(actor, id, body.code));
  }

  /** Ten one-time codes, shown this once; the former ones are void. They stand beside another factor. */
  @Post('recovery-codes')
  @ApiOperation({ summary: 'Make new recovery codes', operationId: 'renewRecoveryCodes' })
  @Problems('auth.step_up_needed', 'identity.no_factor')
  async renew(@CurrentActor() actor: Actor): Promise<RecoveryCodesDto> {
    return { codes: await this.recovery.renew(actor) };
  }

  @Delete('recovery-codes')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Make your recovery codes void', operationId: 'removeRecoveryCodes' })
  @Problems('auth.step_up_needed', 'object.not_found')
  async removeCodes(@CurrentActor() actor: Actor): Promise<void> {
    await this.changes.remove(actor, 'recovery', actor.personId);
  }

  /** Staff and operators keep at least one. With the last factor go push and recovery codes. */
  @Delete(':kind/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Remove a second factor', operationId: 'removeFactor' })
  @ApiParam({ name: 'kind', enum: FACTOR_KINDS })
  @Problems('identity.factor_required', 'auth.step_up_needed', 'object.not_found')
  async remove(@CurrentActor() actor: Actor, @Param('kind') kind: string, @Param('id') id: string): Promise<void> {
    await this.changes.remove(actor, kind, id);
  }
}
