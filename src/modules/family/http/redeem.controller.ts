import { Body, Controller, Headers, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { RedeemCode } from '../app/codes/redeem-code.service.js';
import { FamilyLinkDto, toFamilyLinkDto } from './family.dto.js';
import { OwnCodeBody, OwnPupilDto, RedeemCodeBody, toOwnPupilDto } from './redeem.dto.js';

@ApiTags('Families')
@Controller()
@RequirePermission('family.redeem')
export class RedeemController {
  constructor(private readonly redeem: RedeemCode) {}

  /**
   * Links you with the child the school gave you a code for, and gives you the role of a parent. A code that is unknown, expired, used or
   * revoked answers the same `family.code_not_accepted`. Tries are limited per caller, child and school; a slip of the pen
   * (`family.code_mistyped`) is not counted.
   */
  @Post('family-links/redeem')
  @Versioned()
  @ApiOperation({ summary: 'Link a child by a code of the school (FA-2)', operationId: 'redeemLinkingCode' })
  @Problems('family.code_mistyped', 'family.code_not_accepted', 'family.already_linked', 'family.representative_of_age', 'consents.text_changed', 'limits.too_many')
  async link(@CurrentActor() actor: Actor, @Body() { code, relationship, consent }: RedeemCodeBody, @Headers('accept-language') language?: string): Promise<FamilyLinkDto> {
    return toFamilyLinkDto(await this.redeem.link(actor, { code, relationship, consent }), localeOf(language));
  }

  /** From the age of 14: your account becomes that of the pupil the code is for. Name and birth date have to agree with the school's. */
  @Post('me/pupil')
  @ApiOperation({ summary: 'Tie your account with yourself as a pupil, by a code of the school (FA-2)', operationId: 'bindOwnPupil' })
  @Problems('family.code_mistyped', 'family.code_not_accepted', 'limits.too_many')
  async bind(@CurrentActor() actor: Actor, @Body() { code }: OwnCodeBody): Promise<OwnPupilDto> {
    return toOwnPupilDto(await this.redeem.bindOwnAccount(actor, code));
  }
}
