import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { PortalWaits } from '../../app/portal/portal-waits.service.js';
import { ProviderRegistry } from '../../app/portal/provider-registry.js';
import { ConfirmPortalBody, PortalLinksDto, toPortalLinksDto } from './portal-links.dto.js';

@ApiTags('people')
@RequirePermission('identity.restore_access')
@NoIdempotency()
@Controller('people/:id/portal-links')
export class PortalLinksController {
  constructor(private readonly waits: PortalWaits, private readonly providers: ProviderRegistry) {}

  @Get()
  @ApiOperation({ summary: 'Portals tied to somebody in your scope, and those that wait for the school', operationId: 'listPortalLinks' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<PortalLinksDto> {
    return toPortalLinksDto(await this.waits.list(actor, id), (provider) => this.providers.find(provider), localeOf(language));
  }

  /** After a document was checked. When the data differ, the fields are named, never what the portal says (ID-7). */
  @Post()
  @HttpCode(204)
  @ApiNoContentResponse()
  @RequireStepUp()
  @ApiOperation({ summary: 'Tie a waiting portal account to somebody in your scope', operationId: 'confirmPortalLink' })
  @Problems(
    'object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'auth.step_up_needed', 'identity.portal_number', 'identity.portal_mismatch',
    'identity.portal_too_little', 'identity.portal_taken', 'identity.already_closed', 'limits.too_many',
  )
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmPortalBody): Promise<void> {
    await this.waits.confirm(actor, id, body.number, { kind: body.documentKind, number: body.documentNumber }, body.reason);
  }
}
