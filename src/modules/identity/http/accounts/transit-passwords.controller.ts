import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { LoginDeliveries } from '../../app/letters/login-deliveries.service.js';
import { TransitPasswordsService } from '../../app/recovery/transit-passwords.service.js';
import { LoginDeliveryDto, MendedContactBody, toLoginDeliveryDto } from './login-delivery.dto.js';
import { CheckedDocumentBody, TransitPasswordDto } from './recovery.dto.js';

@ApiTags('people')
@NoIdempotency()
@RequirePermission('identity.issue_passwords')
@Controller('people/:id/transit-password')
export class TransitPasswordsController {
  constructor(private readonly passwords: TransitPasswordsService, private readonly deliveries: LoginDeliveries) {}

  /** For somebody without contacts, after a document was checked (ID-10). Sessions end, the contacts are told and must be proved anew. */
  @Post()
  @RequireStepUp()
  @ApiOperation({ summary: 'Issue a transit password to a person in your scope', operationId: 'issueTransitPassword' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'auth.step_up_needed')
  async issue(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CheckedDocumentBody): Promise<TransitPasswordDto> {
    return { password: await this.passwords.issue(actor, id, { kind: body.documentKind, number: body.documentNumber }, body.reason) };
  }

  /** Of somebody appointed or connected who had no account: whether login and transit password have reached them (SC-3, SC-5). */
  @Get('delivery')
  @ApiOperation({ summary: 'Whether the login sent to a newcomer was delivered', operationId: 'readLoginDelivery' })
  @Problems('object.not_found', 'identity.no_login_letter')
  async delivery(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<LoginDeliveryDto> {
    return toLoginDeliveryDto(await this.deliveries.read(actor, id));
  }

  /** While nobody has come in yet. The password sent before stops working; a contact given here takes the place of the former one. */
  @Post('delivery')
  @RequireStepUp()
  @ApiOperation({ summary: 'Send a newcomer\'s login again, to a mended address too', operationId: 'resendLogin' })
  @Problems('object.not_found', 'identity.no_login_letter', 'identity.login_letter_over', 'recovery.not_yours_to_recover', 'identity.own_account', 'limits.too_many', 'auth.step_up_needed')
  async resend(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: MendedContactBody): Promise<LoginDeliveryDto> {
    return toLoginDeliveryDto(await this.deliveries.resend(actor, id, body));
  }
}
