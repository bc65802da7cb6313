import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Public } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { LinkByCode } from '../../app/portal/link-by-code.service.js';
import { PortalWaits } from '../../app/portal/portal-waits.service.js';
import type { Origin } from '../../identity.contracts.js';
import { ChallengeDueDto, SignedInDto, toAnswerDto } from '../auth.dto.js';
import { CallerOrigin } from '../origin.js';
import { PortalBrowser } from './browser-cookie.js';
import { LinkByCodeBody, LinkCodeBody, LinkCodeDto, PortalWaitDto, TicketBody } from './portal-links.dto.js';
import { wishOf } from './portal.dto.js';

/** What somebody can do whose portal account is nobody's here yet, beside signing in to both (ID-7). */
@ApiTags('sign-in')
@NoIdempotency()
@Controller('auth/providers/link')
export class LinkByCodeController {
  constructor(private readonly links: LinkByCode, private readonly waits: PortalWaits) {}

  /** Only for somebody the portal has confirmed. The answer is the same whether or not the contact is anybody's. */
  @Post('code')
  @HttpCode(202)
  @ApiOperation({ summary: 'Have a code sent to a contact of your account here, to tie the portal to it', operationId: 'sendLinkCode' })
  @Problems('auth.portal_over', 'auth.portal_unconfirmed', 'recovery.contact', 'robots.proof_needed', 'codes.too_many_sends')
  @Public('the ticket and the cookie of a visit to the portal are the proof; sends are limited')
  async code(@Body() { ticket, contact, proof }: LinkCodeBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<LinkCodeDto> {
    const { expiresAt, resendAt } = await this.links.begin({ ticket, browser }, contact, proof, origin);
    return { expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
  }

  /** Ties the accounts when full name, SNILS and birth date are the same, and signs in. Otherwise the fields that differ are named. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Tie the portal to your account here by the code, and sign in', operationId: 'linkByCode' })
  @ApiExtraModels(SignedInDto, ChallengeDueDto)
  @ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(SignedInDto) }, { $ref: getSchemaPath(ChallengeDueDto) }] } })
  @Problems('auth.portal_over', 'auth.portal_unconfirmed', 'codes.wrong', 'identity.portal_mismatch', 'identity.portal_no_snils', 'identity.portal_taken', 'auth.too_many')
  @Public('the ticket, the cookie and the code are the proof; tries are limited (ID-9)')
  async link(@Body() { ticket, code, device }: LinkByCodeBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<SignedInDto | ChallengeDueDto> {
    return toAnswerDto(await this.links.complete({ ticket, browser }, code, wishOf(device), origin));
  }

  /** Uses the ticket up. Staff see the number, check a document, and tie the accounts at `/people/{id}/portal-links`. */
  @Post('wait')
  @HttpCode(200)
  @ApiOperation({ summary: 'Have the portal account wait for the school to tie it', operationId: 'waitForSchoolLink' })
  @Problems('auth.portal_over', 'limits.too_many')
  @Public('the ticket and the cookie of a visit to the portal are the proof')
  async wait(@Body() { ticket }: TicketBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<PortalWaitDto> {
    const { number, expiresAt } = await this.waits.ask({ ticket, browser }, origin);
    return { number, expiresAt: expiresAt.toISOString() };
  }
}
