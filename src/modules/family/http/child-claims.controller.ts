import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, NoIdempotency, Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ClaimDecisions } from '../app/claim-decisions.service.js';
import { Claims } from '../app/claims.service.js';
import { CourtDecisions } from '../app/court-decisions.service.js';
import { CompletenessQuery } from '../app/completeness.query.js';
import { FamilyQuery } from '../app/family.query.js';
import {
  AddChildBody, AddedChildDto, CompletenessDto, ConfirmLinkBody, CorrectChildBody, FamilyLinkCardDto, SentCodeDto, toCompletenessDto, toEnteredDto, toLikelyDto, toSentCodeDto,
} from './claim.dto.js';
import { toCourtDecisionDto } from './court-decision.dto.js';
import { ChildCardDto, FamilyLinkDto, toChildCardDto, toChildDto, toFamilyLinkDto } from './family.dto.js';

const DATA_PROBLEMS = [
  'family.birth_date_in_future', 'family.child_of_age', 'family.inn', 'snils.checksum', 'document.certificate_series', 'document.certificate_number',
  'document.passport_series', 'document.passport_number', 'document.foreign_number', 'family.passport_from_14', 'family.child_entered',
] as const;

/** Children a parent enters by their data (FA-1, FA-5). */
@ApiTags('Families')
@RequirePermission('family.children')
@Controller()
export class ChildClaimsController {
  constructor(
    private readonly claims: Claims,
    private readonly decisions: ClaimDecisions,
    private readonly family: FamilyQuery,
    private readonly missing: CompletenessQuery,
    private readonly courts: CourtDecisions,
  ) {}

  /** An SMS code goes to your own proved phone. Nothing is said of the school's register before it, and little after: see the decision page. */
  @Post('children')
  @Versioned()
  @ApiOperation({ summary: 'Add a child by its data (FA-1)', operationId: 'addChild' })
  @Problems(...DATA_PROBLEMS, 'family.school_unknown', 'family.consent_needed', 'family.consent_outdated', 'family.representative_of_age',
    'codes.phone_needed', 'codes.too_many_sends', 'limits.too_many')
  async add(@CurrentActor() actor: Actor, @Body() body: AddChildBody, @Headers('accept-language') language?: string): Promise<AddedChildDto> {
    const { relationship: kind, consent, ...child } = body;
    const { id, code } = await this.claims.add(actor, { ...child, kind, consent });
    return { ...toChildDto((await this.family.child(actor, id)).child, localeOf(language)), code: toSentCodeDto(code) };
  }

  /** What you entered, until the child is linked; then only a missing SNILS or INN, which opens the diary (FA-6). Then ask for a new check. */
  @Patch('children/:id')
  @Versioned()
  @ApiOperation({ summary: 'Correct what you entered of a child (FA-5)', operationId: 'correctChild' })
  @Problems(...DATA_PROBLEMS, 'object.stale', 'object.if_match_required', 'family.child_linked')
  async correct(
    @CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: CorrectChildBody, @Headers('accept-language') language?: string,
  ): Promise<ChildCardDto> {
    const { relationship: kind, ...child } = body;
    await this.claims.correct(actor, id, version, { ...child, kind });
    return this.card(actor, id, language);
  }

  /** What is missing: the diary is closed to the family until it is filled in. Data the school keeps are corrected by a request, with scans. */
  @Get('children/:id/completeness')
  @ApiOperation({ summary: "Completeness of a child's profile (FA-6)", operationId: 'readChildCompleteness' })
  async completeness(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<CompletenessDto> {
    return toCompletenessDto(await this.missing.of(actor, id), localeOf(language));
  }

  /** Five a day. The school's next import of its register checks again by itself. */
  @Post('children/:id/recheck')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Ask for a new check of a child you entered (FA-5)', operationId: 'recheckChild' })
  @Problems('family.claim_unconfirmed', 'family.child_linked', 'limits.too_many')
  async recheck(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<ChildCardDto> {
    await this.claims.recheck(actor, id);
    return this.card(actor, id, language);
  }

  @Post('family-links/:id/code')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'Send the code for a child you entered again', operationId: 'sendFamilyLinkCode' })
  @Problems('family.claim_confirmed', 'codes.phone_needed', 'codes.too_many_sends')
  async code(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<SentCodeDto> {
    return toSentCodeDto(await this.claims.sendCode(actor, id));
  }

  /** The data are checked now: the child is linked on an exact match with your phone on file at the school; otherwise the school answers. */
  @Post('family-links/:id/confirm')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Confirm a child you entered by the SMS code (FA-1)', operationId: 'confirmFamilyLink' })
  @Problems('codes.wrong', 'family.claim_confirmed', 'auth.too_many')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { smsCode }: ConfirmLinkBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    return toFamilyLinkDto(await this.family.ownLink(actor, await this.claims.confirm(actor, id, smsCode)), localeOf(language));
  }

  /** To the school it shows what a parent entered and who it may be, and the decision of a court that ended a link. */
  @Get('family-links/:id')
  @Versioned()
  @RequirePermission('family.links')
  @ApiOperation({ summary: 'A link, an invitation, or a child a parent entered', operationId: 'readFamilyLink' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<FamilyLinkCardDto> {
    const link = toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
    const shown = await this.decisions.read(actor, id);
    const decision = await this.courts.read(actor, id);
    return {
      ...link, entered: shown === null ? null : toEnteredDto(shown.claim), likely: shown?.likely.map(toLikelyDto) ?? [],
      courtDecision: decision === null ? null : toCourtDecisionDto(decision),
    };
  }

  private async card(actor: Actor, id: string, language?: string): Promise<ChildCardDto> {
    return toChildCardDto(await this.family.child(actor, id), actor.personId, localeOf(language));
  }
}
