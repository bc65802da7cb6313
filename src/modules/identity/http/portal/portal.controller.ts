import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiSeeOtherResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../../platform/auth/index.js';
import { Config } from '../../../../platform/config/index.js';
import { AnyParameters, NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { PortalAttempts } from '../../app/portal/portal-attempts.service.js';
import { PortalSignIn } from '../../app/portal/portal-sign-in.service.js';
import { ProviderRegistry } from '../../app/portal/provider-registry.js';
import { CHANNELS } from '../../app/ways/sign-in-ways.service.js';
import { WaysDown } from '../../app/ways/ways-down.js';
import { HOME } from '../../domain/portal/return-to.js';
import type { Origin } from '../../identity.contracts.js';
import { ChallengeDueDto, SignedInDto, toChallengeDueDto, toSignedInDto } from '../auth.dto.js';
import { CallerOrigin } from '../origin.js';
import { PortalBrowser, setPortalBrowser } from './browser-cookie.js';
import { ExchangeBody, PortalsDto, StartQuery, toChannelDto, toPortalDto, toUnlinkedDto, UnlinkedAnswerDto, wishOf } from './portal.dto.js';

/** Addresses longer than this are refused on the way. */
const LONGEST_ANSWER = 6000;

@ApiTags('sign-in')
@NoIdempotency()
@Controller('auth/providers')
export class PortalController {
  constructor(
    private readonly providers: ProviderRegistry,
    private readonly attempts: PortalAttempts,
    private readonly ways: WaysDown,
    private readonly signIns: PortalSignIn,
    private readonly config: Config,
  ) {}

  /** Portals and channels marked down say so; `ways` are the ones that work (ID-6). */
  @Get()
  @ApiOperation({ summary: 'List portals people sign in through', operationId: 'listProviders' })
  @Problems('input.unknown_parameter')
  @Public('people choose a way to sign in before they are anybody')
  async list(@Headers('accept-language') language?: string): Promise<PortalsDto> {
    const [locale, down] = [localeOf(language), await this.ways.now()];
    const items = this.providers.all.map((provider) => toPortalDto(provider, provider.down || down.has(`portals/${provider.id}`), locale));
    const channels = CHANNELS.map((channel) => toChannelDto(channel, down.has(`channels/${channel}`), locale));
    return { items, channels, ways: ['password', ...items.filter((p) => p.status === 'up').map((p) => p.id)] };
  }

  /** Also the link a portal leads here by: whoever has a session open there comes straight in. */
  @Get(':provider/start')
  @ApiOperation({ summary: 'Send the browser to a portal to sign in', operationId: 'startProvider' })
  @ApiFoundResponse({ description: 'To the portal; a cookie ties the answer to this browser' })
  @Problems('auth.return_to', 'object.not_found', 'auth.portal_down', 'auth.portal_temporary', 'auth.portal_ours')
  @Public('this is where people sign in')
  async start(@Param('provider') provider: string, @Query() { returnTo = HOME }: StartQuery, @PortalBrowser() browser: string | null, @Res() reply: FastifyReply): Promise<void> {
    const begun = await this.attempts.begin({ provider, purpose: 'sign_in', returnTo, actor: null, browser });
    setPortalBrowser(reply, begun.browser, this.config.publicUrl.startsWith('https:'));
    await reply.header('cache-control', 'no-store').redirect(begun.url, 302);
  }

  /** Lands on the path asked for at the start, with `portal=<one-time code>` to exchange, or `portal_error=<code>`. */
  @Get(':provider/callback')
  @ApiOperation({ summary: 'Take the answer of a portal', operationId: 'providerCallback' })
  @ApiQuery({ name: 'state', type: String, example: 'a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d' })
  @ApiQuery({ name: 'code', type: String, required: false, example: 'eyJhbGciOi…' })
  @ApiFoundResponse({ description: 'To the path asked for' })
  @Problems('auth.portal_over', 'object.not_found')
  @Public('state, cookie and PKCE of an open attempt are the proof')
  async callback(@Param('provider') provider: string, @Query(AnyParameters) parameters: URLSearchParams, @PortalBrowser() browser: string | null, @Res() reply: FastifyReply): Promise<void> {
    const path = await this.attempts.answer(provider, parameters, browser);
    await reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(path, 302);
  }

  /** A form posted from the portal's site comes without our cookie (SameSite); the same answer as a navigation has it. */
  @Post(':provider/callback')
  @ApiOperation({ summary: 'Take the answer of a portal that posts a form', operationId: 'providerCallbackForm' })
  @ApiBody({ schema: { type: 'object', properties: { state: { type: 'string', example: 'a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d' }, code: { type: 'string', example: 'eyJhbGciOi…' } } } })
  @ApiSeeOtherResponse({ description: 'To the same address by GET' })
  @Problems('auth.portal_over', 'object.not_found')
  @Public('it only turns a form into a navigation')
  async form(@Param('provider') provider: string, @Body(AnyParameters) parameters: URLSearchParams, @Res() reply: FastifyReply): Promise<void> {
    this.attempts.known(provider);
    if (parameters.toString().length > LONGEST_ANSWER) throw new DomainError('auth.portal_over');
    await reply.header('cache-control', 'no-store').redirect(`/api/v1/auth/providers/${provider}/callback?${parameters.toString()}`, 303);
  }

  /** Tokens as from a sign-in; a challenge where a second factor is due; or a ticket, when the portal's account is nobody's here yet. */
  @Post('exchange')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange the one-time code of a portal sign-in for tokens', operationId: 'exchangeProviderCode' })
  @ApiExtraModels(SignedInDto, ChallengeDueDto, UnlinkedAnswerDto)
  @ApiOkResponse({ schema: { oneOf: [SignedInDto, ChallengeDueDto, UnlinkedAnswerDto].map((dto) => ({ $ref: getSchemaPath(dto) })) } })
  @Problems('auth.portal_over', 'auth.portal_blocked', 'auth.portal_weak')
  @Public('the one-time code and the cookie are the proof')
  async exchange(@Body() { code, device }: ExchangeBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<SignedInDto | ChallengeDueDto | UnlinkedAnswerDto> {
    const result = await this.signIns.exchange(code, browser, wishOf(device), origin);
    if ('unlinked' in result) return toUnlinkedDto(result);
    return 'challenge' in result ? toChallengeDueDto(result) : toSignedInDto(result);
  }
}
