import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { FamilyQuery } from '../app/family.query.js';
import { Invitations } from '../app/invitations.service.js';
import { LinkAnswers } from '../app/link-answers.service.js';
import { FamilyLinkDto, toFamilyLinkDto } from './family.dto.js';
import { AcceptLinkBody, DeclineLinkBody, InviteBody } from './invitation.dto.js';

/** Links that wait for somebody's answer. */
@ApiTags('Families')
@Versioned()
@Controller('family-links')
export class LinkAnswersController {
  constructor(private readonly family: FamilyQuery, private readonly invitations: Invitations, private readonly answers: LinkAnswers) {}

  /**
   * The school ties a person with a pupil; they accept or decline within 30 days. The answer is the same whether they have
   * an account or not: the invitation waits for it.
   */
  @Post()
  @RequirePermission('family.invite')
  @ApiOperation({ summary: 'Invite a representative of a pupil (FA-3)', operationId: 'inviteRepresentative' })
  @Problems('object.not_found', 'family.identifier', 'family.invited_already', 'limits.too_many')
  async invite(@CurrentActor() actor: Actor, @Body() body: InviteBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    const { pupilId, identifier, name, relationship, canAct } = body;
    const id = await this.invitations.invite(actor, { pupilId, identifier, name, kind: relationship, canAct: canAct ?? true });
    return toFamilyLinkDto(await this.family.link(actor, id), localeOf(language));
  }

  /**
   * Somebody invited becomes a representative, with the consent to the child's data; the school ties a child a parent has entered
   * with `pupilId`; a pupil of 18 keeps a parent's access.
   */
  @Post(':id/accept')
  @HttpCode(200)
  @RequirePermission('family.answer')
  @ApiOperation({ summary: 'Accept an invitation, confirm an entered child, or keep a link as a pupil of age (FA-1, FA-3, FA-7)', operationId: 'acceptFamilyLink' })
  @Problems('family.nothing_to_answer', 'family.invitation_over', 'family.claim_answered', 'family.consent_needed', 'family.consent_outdated', 'family.pupil_unknown', 'family.school_not_open', 'family.court_bar')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AcceptLinkBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    return toFamilyLinkDto(await this.family.ownLink(actor, await this.answers.accept(actor, id, body)), localeOf(language));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @RequirePermission('family.answer')
  @ApiOperation({ summary: 'Decline an invitation, an entered child, or a link as a pupil of age (FA-1, FA-3, FA-7)', operationId: 'declineFamilyLink' })
  @Problems('family.nothing_to_answer', 'family.invitation_over', 'family.claim_answered')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: DeclineLinkBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    await this.answers.decline(actor, id, body);
    return toFamilyLinkDto(await this.family.ownLink(actor, id), localeOf(language));
  }
}
