import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { ApiBodyByKind, BodyByKind, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { Proposals } from '../app/proposals.service.js';
import {
  AcceptProposalDto, DeclineProposalDto, ProposalDto, ProposalPageDto, ProposalsQueryDto, SchoolProposalDto, SettlementProposalDto, toProposalDto, toProposedSchool,
  toProposedSettlement,
} from './proposal.dto.js';

const KINDS = { school: SchoolProposalDto, settlement: SettlementProposalDto };

@Controller('directory-proposals')
@RequirePermission('schools.propose')
@ApiTags('Directory')
export class ProposalsController {
  constructor(private readonly proposals: Proposals) {}

  @Post()
  @ApiOperation({ summary: 'Propose a school or a settlement the directory does not have (SC-3)', operationId: 'proposeToDirectory' })
  @ApiBodyByKind(KINDS)
  @ApiCreatedResponse({ type: ProposalDto })
  @Problems('input.invalid', 'inn.checksum', 'okpo.checksum', 'schools.region_unknown', 'schools.settlement_unknown', 'schools.one_settlement', 'schools.twins', 'schools.proposed_already', 'limits.too_many')
  async propose(@CurrentActor() actor: Actor, @BodyByKind(KINDS) body: SchoolProposalDto | SettlementProposalDto): Promise<ProposalDto> {
    return toProposalDto(await sayingClashes(() => (body.kind === 'school'
      ? this.proposals.proposeSchool(actor, toProposedSchool(body))
      : this.proposals.proposeSettlement(actor, body.regionCode, toProposedSettlement(body)))));
  }

  @Get()
  @ApiOperation({ summary: 'What waits for the operator; own proposals for everybody else', operationId: 'listDirectoryProposals' })
  async list(@CurrentActor() actor: Actor, @Query() { mine = false, ...page }: ProposalsQueryDto): Promise<ProposalPageDto> {
    return toPage(await this.proposals.list(actor, mine, page), toProposalDto);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A proposal and its answer', operationId: 'readDirectoryProposal' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProposalDto> {
    return toProposalDto(await this.proposals.read(actor, id));
  }

  /** A school enters as one not connected yet (`listed`); its connection is a request of its own. */
  @Post(':id/accept')
  @HttpCode(200)
  @RequirePermission('schools.accept_proposal')
  @ApiOperation({ summary: 'Take a proposal into the directory', operationId: 'acceptDirectoryProposal' })
  @Problems('input.invalid', 'schools.settlement_unknown', 'schools.twins', 'schools.settlement_twins', 'schools.proposal_decided', 'schools.registered_already')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { settlementId, confirmedTwins = [] }: AcceptProposalDto): Promise<ProposalDto> {
    return toProposalDto(await sayingClashes(() => this.proposals.accept(actor, id, { settlementId: settlementId ?? null, confirmedTwins })));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @RequirePermission('schools.accept_proposal')
  @ApiOperation({ summary: 'Decline a proposal', operationId: 'declineDirectoryProposal' })
  @Problems('input.invalid', 'schools.proposal_decided')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: DeclineProposalDto): Promise<ProposalDto> {
    return toProposalDto(await this.proposals.decline(actor, id, reason));
  }
}
