import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { GroupsQuery } from '../app/groups.query.js';
import { TeachingGroups } from '../app/teaching-groups.service.js';
import { ChangeGroupDto, EndAssignmentDto, GroupDto, GroupPageDto, GroupsQueryDto, NewAssignmentDto, NewGroupDto, toGroupDto } from './group.dto.js';
import type { GroupRow } from '../roster.model.js';

@Controller('schools/:id/teaching-groups')
@ApiTags('Teaching groups')
export class TeachingGroupsController {
  constructor(private readonly groups: TeachingGroups, private readonly query: GroupsQuery) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Teaching groups with their teachers (SC-9)', operationId: 'listSchoolTeachingGroups' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: GroupsQueryDto): Promise<GroupPageDto> {
    const { page, people } = await this.query.page(actor, schoolId, query, query);
    return { items: page.items.map((row) => toGroupDto(row, people)), nextCursor: page.nextCursor };
  }

  @Get(':groupId')
  @Versioned()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'A teaching group', operationId: 'getTeachingGroup' })
  async get(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string): Promise<GroupDto> {
    requireOwnSchool(actor, schoolId);
    return this.answer(await this.groups.found(schoolId, id));
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Make a teaching group over classes or subgroups', operationId: 'createTeachingGroup' })
  @Problems('input.invalid', 'schools.subject_unknown', 'schools.class_unknown', 'schools.subgroup_unknown', 'schools.years_differ', 'schools.part_twice', 'schools.name_taken')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewGroupDto): Promise<GroupDto> {
    requireOwnSchool(actor, schoolId);
    return this.answer(await sayingClashes(() => this.groups.create(actor, schoolId, body)));
  }

  @Patch(':groupId')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Change a teaching group', operationId: 'changeTeachingGroup' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.class_unknown', 'schools.subgroup_unknown', 'schools.years_differ', 'schools.name_taken')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @IfMatch() version: number, @Body() body: ChangeGroupDto,
  ): Promise<GroupDto> {
    requireOwnSchool(actor, schoolId);
    return this.answer(await sayingClashes(() => this.groups.change(actor, schoolId, id, version, body)));
  }

  @Post(':groupId/assignments')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Give the group a teacher from a day on', operationId: 'assignTeacher' })
  @Problems('input.invalid', 'schools.not_staff', 'schools.assigned_already', 'schools.ends_before')
  async assign(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') id: string, @Body() body: NewAssignmentDto): Promise<GroupDto> {
    requireOwnSchool(actor, schoolId);
    return this.answer(await sayingClashes(() => this.groups.assign(actor, schoolId, id, body)));
  }

  @Patch(':groupId/assignments/:assignmentId')
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'End an assignment; If-Match is the version of the assignment', operationId: 'endAssignment' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.ends_before', 'schools.assigned_already')
  async end(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('groupId') groupId: string, @Param('assignmentId') id: string,
    @IfMatch() version: number, @Body() body: EndAssignmentDto,
  ): Promise<GroupDto> {
    requireOwnSchool(actor, schoolId);
    return this.answer(await sayingClashes(() => this.groups.endAssignment(actor, schoolId, groupId, id, version, body.until)));
  }

  private async answer(row: GroupRow): Promise<GroupDto> {
    return toGroupDto(row, await this.query.people([row]));
  }
}
