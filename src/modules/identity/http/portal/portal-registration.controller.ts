import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { PortalRegistration } from '../../app/registration/portal-registration.service.js';
import type { Origin } from '../../identity.contracts.js';
import { PortalRegistrationBody, RegistrationDto, toRegistrationDto } from '../accounts/registration.dto.js';
import { CallerOrigin } from '../origin.js';
import { PortalBrowser } from './browser-cookie.js';

@ApiTags('registration and recovery')
@NoIdempotency()
@Controller('auth/providers/register')
export class PortalRegistrationController {
  constructor(private readonly registrations: PortalRegistration) {}

  /**
   * With the portal's name, birth date, SNILS and level; phone and e-mail as well where it says them and nothing else is typed.
   * A password may be left out. Goes on at `/auth/register/verify-phone`, and answers alike whatever exists.
   */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Begin to register with the account of a portal that is nobody\'s here yet', operationId: 'registerThroughPortal' })
  @Problems('input.invalid', 'auth.portal_over', 'robots.proof_needed', 'codes.too_many_sends')
  @Public('the ticket and the cookie are the proof; sends are limited')
  async register(@Body() body: PortalRegistrationBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<RegistrationDto> {
    const { ticket, proof, locale, ...form } = body;
    return toRegistrationDto(await this.registrations.begin(ticket, browser, { ...form, locale: locale ?? 'ru' }, proof, origin));
  }
}
