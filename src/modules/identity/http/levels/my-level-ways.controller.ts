import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Config } from '../../../../platform/config/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { BankConfirmation } from '../../app/levels/bank-confirmation.js';
import { SignatureConfirmation } from '../../app/levels/signature-confirmation.js';
import { PortalBrowser, setPortalBrowser } from '../portal/browser-cookie.js';
import { StartBody, StartedDto } from '../portal/portal.dto.js';
import { BankTicketBody, LevelChallengeDto, LevelSignatureBody } from './level-ways.dto.js';
import { LevelConfirmationDto, toLevelConfirmationDto } from './levels.dto.js';

const CERTIFICATE = [
  'auth.certificate_expired', 'auth.certificate_not_yet_valid', 'auth.certificate_revoked', 'auth.certificate_untrusted', 'auth.certificate_not_for_signing',
  'auth.certificate_wrong_signature', 'auth.certificate_revocation_unknown',
] as const;

@ApiTags('account level')
@RequirePermission('signed_in')
@NoIdempotency()
@Controller('me/level')
export class MyLevelWaysController {
  constructor(private readonly signatures: SignatureConfirmation, private readonly banks: BankConfirmation, private readonly config: Config) {}

  @Post('signature')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a line to sign with a qualified electronic signature (ID-8)', operationId: 'beginLevelSignature' })
  @Problems('level.method_off')
  async beginSignature(@CurrentActor() actor: Actor): Promise<LevelChallengeDto> {
    const { toSign, expiresAt } = await this.signatures.begin(actor);
    return { toSign, expiresAt: expiresAt.toISOString() };
  }

  /** Name and SNILS of the certificate must equal your profile. The line is used up by the first answer. */
  @Post('signature/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm your account by a qualified electronic signature (ID-8)', operationId: 'confirmLevelBySignature' })
  @Problems('level.method_off', 'level.signature_over', 'level.certificate_not_qualified', 'level.profile_incomplete', 'level.data_differ', 'level.evidence_taken', 'limits.too_many', ...CERTIFICATE)
  async confirmSignature(@CurrentActor() actor: Actor, @Body() { signature }: LevelSignatureBody): Promise<LevelConfirmationDto> {
    return toLevelConfirmationDto(await this.signatures.confirm(actor, signature));
  }

  /** Then `POST /me/level/bank/confirm` with the `portal=` code the browser comes back with. */
  @Post('bank/:provider/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go to a bank that says who you are (ID-8)', operationId: 'startLevelByBank' })
  @Problems('object.not_found', 'level.method_off', 'auth.return_to', 'auth.portal_down', 'auth.portal_temporary', 'auth.portal_ours')
  async startBank(@CurrentActor() actor: Actor, @Param('provider') bank: string, @Body() { returnTo }: StartBody, @PortalBrowser() browser: string | null, @Res({ passthrough: true }) reply: FastifyReply): Promise<StartedDto> {
    const begun = await this.banks.begin(actor, bank, returnTo, browser);
    setPortalBrowser(reply, begun.browser, this.config.publicUrl.startsWith('https:'));
    return { url: begun.url };
  }

  /** Name and birth date at the bank must equal your profile. */
  @Post('bank/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm your account by what a bank says (ID-8)', operationId: 'confirmLevelByBank' })
  @Problems('auth.portal_over', 'level.method_off', 'level.told_too_little', 'level.profile_incomplete', 'level.data_differ', 'level.evidence_taken')
  async confirmBank(@CurrentActor() actor: Actor, @Body() { ticket }: BankTicketBody, @PortalBrowser() browser: string | null): Promise<LevelConfirmationDto> {
    return toLevelConfirmationDto(await this.banks.confirm(actor, ticket, browser));
  }
}
