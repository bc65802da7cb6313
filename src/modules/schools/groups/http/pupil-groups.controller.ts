import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { PupilGroups } from '../app/pupil-groups.service.js';
import {
  AddPupilsDto, ChangePupilGroupDto, EndPupilsDto, GroupedPupilPageDto, NewPupilGroupDto, PupilGroupDto, PupilGroupPageDto, toGroupedPupilDto, toPupilGroupDto,
} from './pupil-groups.dto.js';
import { GroupMembersQueryDto } from './school-groups.dto.js';

@ApiTags('Groups of pupils')
@RequirePermission('schools.pupil_groups')
@Controller('schools/:id/pupil-groups')
export class PupilGroupsController {
  constructor(private readonly groups: PupilGroups) {}

  @Get()
  @ApiOperation({ summary: 'Groups of pupils across classes, by name (SC-11)', operationId: 'listPupilGroups' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<PupilGroupPageDto> {
    return toPage(await this.groups.list(actor, schoolId, query), toPupilGroupDto);
  }

  @Post()
  @Versioned()
  @ApiOperation({ summary: 'Make a group of pupils', operationId: 'createPupilGroup' })
  @Problems('input.invalid', 'schools.name_taken')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() { name, about = null }: NewPupilGroupDto): Promise<PupilGroupDto> {
    return toPupilGroupDto(await sayingClashes(() => this.groups.create(actor, schoolId, { name, about })));
  }

  @Patch(':groupId')
  @Versioned()
  @ApiOperation({ summary: 'Change a group of pupils', operationId: 'changePupilGroup' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @IfMatch() version: number, @Body() body: ChangePupilGroupDto,
  ): Promise<PupilGroupDto> {
    return toPupilGroupDto(await sayingClashes(() => this.groups.change(actor, schoolId, id, version, body)));
  }

  @Delete(':groupId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take away a group no pupil ever was in', operationId: 'removePupilGroup' })
  @Problems('object.stale', 'object.if_match_required', 'schools.group_in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @IfMatch() version: number): Promise<void> {
    await this.groups.remove(actor, schoolId, id, version);
  }

  @Get(':groupId/pupils')
  @ApiOperation({ summary: 'Pupils of the group on a day', operationId: 'listGroupPupils' })
  async pupils(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Query() query: GroupMembersQueryDto): Promise<GroupedPupilPageDto> {
    return toPage(await this.groups.members(actor, schoolId, id, query.on, query), toGroupedPupilDto);
  }

  @Post(':groupId/pupils')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put pupils into the group, for a time; whoever is in it stays', operationId: 'addGroupPupils' })
  @Problems('input.invalid', 'schools.pupil_unknown', 'schools.ends_before', 'schools.in_group_already')
  async add(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Body() { pupilIds, ...span }: AddPupilsDto): Promise<PupilGroupDto> {
    return toPupilGroupDto(await sayingClashes(() => this.groups.add(actor, schoolId, id, pupilIds, span)));
  }

  @Post(':groupId/pupils/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let pupils leave the group from a day on, today unless said', operationId: 'endGroupPupils' })
  @Problems('input.invalid')
  async end(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Body() { pupilIds, until }: EndPupilsDto): Promise<PupilGroupDto> {
    return toPupilGroupDto(await this.groups.end(actor, schoolId, id, pupilIds, until ?? undefined));
  }
}
