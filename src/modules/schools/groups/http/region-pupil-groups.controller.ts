import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { RegionPupilGroups } from '../app/region-pupil-groups.service.js';
import {
  ChangeRegionPupilGroupDto, NewRegionPupilGroupDto, RegionPupilGroupDto, RegionPupilGroupPageDto, RegionPupilGroupStatisticsDto, toRegionPupilGroupDto,
} from './region-pupil-groups.dto.js';

@ApiTags('Groups of pupils across schools')
@RequirePermission('schools.region_pupil_groups')
@Controller('region-pupil-groups')
export class RegionPupilGroupsController {
  constructor(private readonly groups: RegionPupilGroups) {}

  @Get()
  @ApiOperation({ summary: 'Groups of pupils across schools: of the own region or group of schools, or of all by the operator (SC-11)', operationId: 'listRegionPupilGroups' })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<RegionPupilGroupPageDto> {
    return toPage(await this.groups.list(actor, query), toRegionPupilGroupDto);
  }

  /** Schools put their own pupils in, at `/schools/{id}/region-pupil-groups`. */
  @Post()
  @Versioned()
  @ApiOperation({ summary: 'Name a group of pupils across schools', operationId: 'createRegionPupilGroup' })
  @Problems('input.invalid', 'schools.region_unknown', 'schools.group_unknown', 'schools.name_taken', 'schools.whole_region_only')
  async create(@CurrentActor() actor: Actor, @Body() { regionCode, name, about = null, schoolGroupId = null }: NewRegionPupilGroupDto): Promise<RegionPupilGroupDto> {
    return toRegionPupilGroupDto(await sayingClashes(() => this.groups.create(actor, { name, about, schoolGroupId }, regionCode)));
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'A group of pupils across schools', operationId: 'getRegionPupilGroup' })
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<RegionPupilGroupDto> {
    return toRegionPupilGroupDto(await this.groups.read(actor, id));
  }

  @Patch(':id')
  @Versioned()
  @ApiOperation({ summary: 'Change a group of pupils across schools', operationId: 'changeRegionPupilGroup' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken', 'schools.whole_region_only')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeRegionPupilGroupDto): Promise<RegionPupilGroupDto> {
    return toRegionPupilGroupDto(await sayingClashes(() => this.groups.change(actor, id, version, body)));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take away a group no pupil ever was in', operationId: 'removeRegionPupilGroup' })
  @Problems('object.stale', 'object.if_match_required', 'schools.group_in_use', 'schools.whole_region_only')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number): Promise<void> {
    await this.groups.remove(actor, id, version);
  }

  /** Marks and attendance of the group: `/region-pupil-groups/{id}/mark-statistics`. */
  @Get(':id/statistics')
  @ApiOperation({ summary: 'How many pupils the group has today, by school and by grade level; never who', operationId: 'readRegionPupilGroupStatistics' })
  async statistics(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<RegionPupilGroupStatisticsDto> {
    const { pupils, bySchool, byGradeLevel } = await this.groups.figures(actor, id);
    return { pupils, bySchool: [...bySchool], byGradeLevel: [...byGradeLevel] };
  }
}
