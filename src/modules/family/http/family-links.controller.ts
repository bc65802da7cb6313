import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { EndLink } from '../app/end-link.service.js';
import { FamilyQuery } from '../app/family.query.js';
import { FamilyLinkDto, FamilyLinksDto, FamilyLinksQuery, LinkHistoryDto, RevokeLinkDto, toFamilyLinkDto, toLinkStepDto } from './family.dto.js';

@ApiTags('Families')
@Controller('family-links')
@RequirePermission('family.links')
export class FamilyLinksController {
  constructor(private readonly family: FamilyQuery, private readonly endLink: EndLink) {}

  /** A parent sees own links and who else is linked with the children; staff the links of their school; a pupil the own ones. */
  @Get()
  @ApiOperation({ summary: 'Links between representatives and pupils', operationId: 'listFamilyLinks' })
  async list(@CurrentActor() actor: Actor, @Query() query: FamilyLinksQuery, @Headers('accept-language') language?: string): Promise<FamilyLinksDto> {
    const page = await this.family.links(actor, { pupilId: query.pupil, status: query.status }, query.limit, query.cursor);
    return { items: page.items.map((link) => toFamilyLinkDto(link, localeOf(language))), nextCursor: page.nextCursor };
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What happened to a link', operationId: 'readFamilyLinkHistory' })
  async history(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<LinkHistoryDto> {
    return { items: (await this.family.history(actor, id)).map((step) => toLinkStepDto(step, localeOf(language))) };
  }

  /** By the parent, the school (also for a court), or the pupil of age. Access ends at once. */
  @Post(':id/revoke')
  @HttpCode(200)
  @Versioned()
  @RequirePermission('family.revoke')
  @ApiOperation({ summary: 'End a link (FA-7)', operationId: 'revokeFamilyLink' })
  @Problems('family.link_ended', 'family.not_yours_to_end', 'family.ground_not_yours')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RevokeLinkDto, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    await this.endLink.revoke(actor, id, body.byCourt ?? false);
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }

  /** The pupil, being 18, keeps a parent's access. */
  @Post(':id/accept')
  @HttpCode(200)
  @Versioned()
  @RequirePermission('family.answer')
  @ApiOperation({ summary: 'Keep a link, as a pupil of age (FA-7)', operationId: 'acceptFamilyLink' })
  @Problems('family.nothing_to_answer')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    await this.endLink.answer(actor, id, true);
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }

  /** The pupil, being 18, ends a parent's access. */
  @Post(':id/decline')
  @HttpCode(200)
  @Versioned()
  @RequirePermission('family.answer')
  @ApiOperation({ summary: 'Decline a link, as a pupil of age (FA-7)', operationId: 'declineFamilyLink' })
  @Problems('family.nothing_to_answer')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    await this.endLink.answer(actor, id, false);
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }
}
