import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { IssueCodes } from '../app/codes/issue-codes.service.js';
import { LinkingCodes } from '../app/codes/linking-codes.service.js';
import { IssueCodesBody, IssuedCodesDto, LinkingCodeDto, LinkingCodesDto, LinkingCodesQuery, toCodeOrder, toIssuedCodeDto, toLinkingCodeDto } from './linking-codes.dto.js';

@ApiTags('Families')
@Controller('linking-codes')
@RequirePermission('family.codes')
export class LinkingCodesController {
  constructor(private readonly issue: IssueCodes, private readonly codes: LinkingCodes) {}

  /**
   * Each code links one person with one pupil, within 30 days. Codes are in this answer and nowhere else: whoever loses them issues new ones.
   * A homeroom teacher issues for the own class. The order is by class and name.
   */
  @Post()
  @NoIdempotency()
  @ApiOperation({ summary: 'Issue linking codes for a pupil, a class or the school (FA-2)', operationId: 'issueLinkingCodes' })
  @Problems('object.not_found', 'family.whole_school_by_office', 'family.too_many_codes', 'family.account_exists', 'family.pupil_too_young')
  async create(@CurrentActor() actor: Actor, @Body() body: IssueCodesBody): Promise<IssuedCodesDto> {
    return { items: (await this.issue.run(actor, toCodeOrder(body))).map(toIssuedCodeDto), nextCursor: null };
  }

  /** The latest first; which were used, by whom, and which still work. */
  @Get()
  @ApiOperation({ summary: 'Linking codes of the school, or of the own class', operationId: 'listLinkingCodes' })
  async list(@CurrentActor() actor: Actor, @Query() query: LinkingCodesQuery): Promise<LinkingCodesDto> {
    const page = await this.codes.list(actor, { pupilId: query.pupil, classId: query.class, state: query.state }, query.limit, query.cursor);
    return { items: page.items.map(toLinkingCodeDto), nextCursor: page.nextCursor };
  }

  /** A lost slip. The link of a code that was used is ended by `/family-links/{id}/revoke`. */
  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'Revoke a linking code that was not used', operationId: 'revokeLinkingCode' })
  @Problems('object.not_found', 'family.code_spent')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<LinkingCodeDto> {
    return toLinkingCodeDto(await this.codes.revoke(actor, id));
  }
}
