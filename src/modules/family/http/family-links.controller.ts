import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Claims } from '../app/claims.service.js';
import { CourtDecisions } from '../app/court-decisions.service.js';
import { EndLink } from '../app/end-link.service.js';
import { FamilyQuery } from '../app/family.query.js';
import { Invitations } from '../app/invitations.service.js';
import { LiftingDecisionBody } from './court-decision.dto.js';
import { FamilyLinkDto, FamilyLinksDto, FamilyLinksQuery, LinkHistoryDto, RevokeLinkDto, toFamilyLinkDto, toLinkStepDto } from './family.dto.js';

@ApiTags('Families')
@Controller('family-links')
@RequirePermission('family.links')
export class FamilyLinksController {
  constructor(
    private readonly family: FamilyQuery,
    private readonly endLink: EndLink,
    private readonly invitations: Invitations,
    private readonly claims: Claims,
    private readonly courts: CourtDecisions,
  ) {}

  /**
   * A parent sees own links and who else is linked with the children; staff the links of their school; a pupil the own ones.
   * Invitations that wait for an answer are among them (FA-3), for the school and for the person invited.
   */
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

  /** By the parent, the school (also for a court), or the pupil of age. Access ends at once. The school takes an invitation back by it, a parent a child entered. */
  @Post(':id/revoke')
  @HttpCode(200)
  @Versioned()
  @RequirePermission('family.revoke')
  @ApiOperation({ summary: 'End a link (FA-7)', operationId: 'revokeFamilyLink' })
  @Problems('family.link_ended', 'family.not_yours_to_end', 'family.ground_not_yours', 'family.decision_in_future', 'files.cannot_attach')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RevokeLinkDto, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    if (!(await this.invitations.withdraw(actor, id)) && !(await this.claims.withdraw(actor, id))) await this.end(actor, id, body);
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }

  /** A later decision gives the right back; then the school can invite the person again, or approve their request. */
  @Post(':id/lift-court-decision')
  @HttpCode(200)
  @Versioned()
  @RequirePermission('family.court_decisions')
  @ApiOperation({ summary: "Record the decision that lifts a court's ban (FA-7)", operationId: 'liftCourtDecision' })
  @Problems('family.no_court_decision', 'family.decision_in_future')
  async lift(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: LiftingDecisionBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    await this.courts.lift(actor, id, body);
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }

  private async end(actor: Actor, id: string, { byCourt, courtDecision }: RevokeLinkDto): Promise<void> {
    const decision = courtDecision === undefined ? null : { ...courtDecision, court: courtDecision.court ?? null, fileId: courtDecision.fileId ?? null };
    await this.endLink.revoke(actor, id, byCourt === true || decision !== null, decision);
  }
}
