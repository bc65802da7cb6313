import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { RegionGroupPupils } from '../app/region-group-pupils.service.js';
import { AddPupilsDto, EndPupilsDto, GroupedPupilPageDto, toGroupedPupilDto } from './pupil-groups.dto.js';
import { JoinedGroupDto, JoinedGroupPageDto, toJoinedGroupDto } from './region-pupil-groups.dto.js';
import { GroupMembersQueryDto } from './school-groups.dto.js';

@ApiTags('Groups of pupils across schools')
@RequirePermission('schools.pupil_groups')
@Controller('schools/:id/region-pupil-groups')
export class RegionGroupPupilsController {
  constructor(private readonly pupils: RegionGroupPupils) {}

  @Get()
  @ApiOperation({ summary: 'Groups of the region the school puts pupils in, by name (SC-11)', operationId: 'listJoinedGroups' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<JoinedGroupPageDto> {
    return toPage(await this.pupils.list(actor, schoolId, query), toJoinedGroupDto);
  }

  @Get(':groupId/pupils')
  @ApiOperation({ summary: 'Own pupils in a group of the region on a day', operationId: 'listRegionGroupPupils' })
  async members(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Query() query: GroupMembersQueryDto): Promise<GroupedPupilPageDto> {
    return toPage(await this.pupils.members(actor, schoolId, id, query.on, query), toGroupedPupilDto);
  }

  @Post(':groupId/pupils')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put own pupils into a group of the region, for a time; whoever is in it stays', operationId: 'addRegionGroupPupils' })
  @Problems('input.invalid', 'schools.pupil_unknown', 'schools.ends_before', 'schools.in_group_already')
  async add(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Body() { pupilIds, ...span }: AddPupilsDto): Promise<JoinedGroupDto> {
    return toJoinedGroupDto(await sayingClashes(() => this.pupils.add(actor, schoolId, id, pupilIds, span)));
  }

  @Post(':groupId/pupils/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let own pupils leave a group of the region from a day on, today unless said', operationId: 'endRegionGroupPupils' })
  @Problems('input.invalid')
  async end(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Body() { pupilIds, until }: EndPupilsDto): Promise<JoinedGroupDto> {
    return toJoinedGroupDto(await this.pupils.end(actor, schoolId, id, pupilIds, until ?? undefined));
  }
}
