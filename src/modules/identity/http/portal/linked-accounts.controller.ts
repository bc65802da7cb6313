import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Config } from '../../../../platform/config/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { LinkedAccounts } from '../../app/portal/linked-accounts.service.js';
import { PortalAttempts } from '../../app/portal/portal-attempts.service.js';
import { ProviderRegistry } from '../../app/portal/provider-registry.js';
import type { Origin } from '../../identity.contracts.js';
import { CallerOrigin } from '../origin.js';
import { PortalBrowser, setPortalBrowser } from './browser-cookie.js';
import { LinkBody, LinkedAccountsDto, StartBody, StartedDto, toLinkedAccountDto } from './portal.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@NoIdempotency()
@Controller('me/linked-accounts')
export class LinkedAccountsController {
  constructor(
    private readonly links: LinkedAccounts,
    private readonly attempts: PortalAttempts,
    private readonly providers: ProviderRegistry,
    private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List accounts of portals tied to your own', operationId: 'listLinkedAccounts' })
  async list(@CurrentActor() actor: Actor, @Headers('accept-language') language?: string): Promise<LinkedAccountsDto> {
    const locale = localeOf(language);
    return { items: (await this.links.list(actor)).map((link) => toLinkedAccountDto(link, this.providers.find(link.provider), locale)) };
  }

  /** Then `POST /me/linked-accounts` with the `portal=` code the browser comes back with. */
  @Post(':provider/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin tying an account of a portal to your own', operationId: 'startLinking' })
  @Problems('auth.return_to', 'object.not_found', 'auth.portal_down', 'auth.portal_temporary', 'auth.portal_ours')
  start(@CurrentActor() actor: Actor, @Param('provider') provider: string, @Body() { returnTo }: StartBody, @PortalBrowser() browser: string | null, @Res({ passthrough: true }) reply: FastifyReply): Promise<StartedDto> {
    return this.begin(actor, 'link', provider, returnTo, browser, reply);
  }

  /** A strong sign-in at the portal counts as the second factor: the exchange of its code answers a token with `acr: second_factor` (ID-5). */
  @Post(':provider/step-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin strengthening this session through a portal', operationId: 'stepUpByPortal' })
  @Problems('auth.return_to', 'object.not_found', 'auth.portal_down', 'auth.portal_temporary', 'auth.portal_ours')
  stepUp(@CurrentActor() actor: Actor, @Param('provider') provider: string, @Body() { returnTo }: StartBody, @PortalBrowser() browser: string | null, @Res({ passthrough: true }) reply: FastifyReply): Promise<StartedDto> {
    return this.begin(actor, 'step_up', provider, returnTo, browser, reply);
  }

  /** Whoever shows the ticket has proved the portal's account; this session, or the password, proves yours (ID-7). */
  @Post()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Tie an account of a portal to your own', operationId: 'linkAccount' })
  @Problems('auth.portal_over', 'identity.portal_mismatch', 'identity.portal_taken', 'auth.too_many')
  async link(@CurrentActor() actor: Actor, @Body() { ticket, password }: LinkBody, @PortalBrowser() browser: string | null, @CallerOrigin() origin: Origin): Promise<void> {
    await this.links.link(actor, ticket, browser, password ?? null, origin);
  }

  @Delete(':provider')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Untie an account of a portal from your own', operationId: 'unlinkAccount' })
  @Problems('object.not_found', 'identity.portal_only_way', 'auth.step_up_needed')
  async unlink(@CurrentActor() actor: Actor, @Param('provider') provider: string): Promise<void> {
    await this.links.unlink(actor, provider);
  }

  private async begin(actor: Actor, purpose: 'link' | 'step_up', provider: string, returnTo: string, browser: string | null, reply: FastifyReply): Promise<StartedDto> {
    const begun = await this.attempts.begin({ provider, purpose, returnTo, actor, browser });
    setPortalBrowser(reply, begun.browser, this.config.publicUrl.startsWith('https:'));
    return { url: begun.url };
  }
}
