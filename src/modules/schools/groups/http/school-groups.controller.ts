import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { SchoolGroups } from '../app/school-groups.service.js';
import {
  AddSchoolDto, ChangeSchoolGroupDto, EndMembershipDto, GroupedSchoolPageDto, GroupMembersQueryDto, NewSchoolGroupDto, SchoolGroupDto, SchoolGroupPageDto, toGroupedSchoolDto, toSchoolGroupDto,
} from './school-groups.dto.js';

@ApiTags('Groups of schools')
@RequirePermission('schools.school_groups')
@Controller('school-groups')
export class SchoolGroupsController {
  constructor(private readonly groups: SchoolGroups) {}

  @Get()
  @ApiOperation({ summary: 'Networks, clusters and municipalities of the own region, or of all by the operator (SC-11)', operationId: 'listSchoolGroups' })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<SchoolGroupPageDto> {
    return toPage(await this.groups.list(actor, query), toSchoolGroupDto);
  }

  @Post()
  @Versioned()
  @ApiOperation({ summary: 'Make a group of schools of one region', operationId: 'createSchoolGroup' })
  @Problems('input.invalid', 'schools.region_unknown', 'schools.name_taken', 'schools.whole_region_only')
  async create(@CurrentActor() actor: Actor, @Body() { regionCode, ...data }: NewSchoolGroupDto): Promise<SchoolGroupDto> {
    return toSchoolGroupDto(await sayingClashes(() => this.groups.create(actor, data, regionCode)));
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'A group of schools', operationId: 'getSchoolGroup' })
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<SchoolGroupDto> {
    return toSchoolGroupDto(await this.groups.read(actor, id));
  }

  @Patch(':id')
  @Versioned()
  @ApiOperation({ summary: 'Change a group of schools', operationId: 'changeSchoolGroup' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken', 'schools.whole_region_only')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeSchoolGroupDto): Promise<SchoolGroupDto> {
    return toSchoolGroupDto(await sayingClashes(() => this.groups.change(actor, id, version, body)));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take away a group no school ever was in', operationId: 'removeSchoolGroup' })
  @Problems('object.stale', 'object.if_match_required', 'schools.group_in_use', 'schools.whole_region_only')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number): Promise<void> {
    await this.groups.remove(actor, id, version);
  }

  @Get(':id/schools')
  @ApiOperation({ summary: 'Schools of a group on a day', operationId: 'listGroupSchools' })
  async schools(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: GroupMembersQueryDto): Promise<GroupedSchoolPageDto> {
    return toPage(await this.groups.members(actor, id, query.on, query), toGroupedSchoolDto);
  }

  @Post(':id/schools')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Put a school of the region into the group, for a time', operationId: 'addGroupSchool' })
  @Problems('input.invalid', 'schools.outside_region', 'schools.ends_before', 'schools.in_group_already', 'schools.whole_region_only')
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { schoolId, ...span }: AddSchoolDto): Promise<void> {
    await sayingClashes(() => this.groups.add(actor, id, schoolId, span));
  }

  @Post(':id/schools/:schoolId/end')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Let a school leave the group from a day on', operationId: 'endGroupSchool' })
  @Problems('input.invalid', 'schools.whole_region_only')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('schoolId') schoolId: string, @Body() { until }: EndMembershipDto): Promise<void> {
    await this.groups.end(actor, id, schoolId, until);
  }
}
