import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, BUILDINGS } from '../app/records.query.js';
import { BuildingDto, BuildingPageDto, ChangeBuildingDto, NewBuildingDto, toBuildingDto } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/buildings')
@ApiTags('School structure')
export class BuildingsController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Buildings by name', operationId: 'listBuildings' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<BuildingPageDto> {
    requireOwnSchool(actor, schoolId);
    return toPage(await this.reading.page(BUILDINGS, schoolId, null, query), toBuildingDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a building', operationId: 'createBuilding' })
  @Problems('input.invalid', 'schools.name_taken', 'schools.bell_schedule_unknown')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewBuildingDto): Promise<BuildingDto> {
    requireOwnSchool(actor, schoolId);
    return toBuildingDto(await sayingClashes(() => this.managing.create(actor, schoolId, BUILDINGS, body)));
  }

  @Patch(':buildingId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a building', operationId: 'changeBuilding' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken', 'schools.bell_schedule_unknown')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('buildingId') id: string, @IfMatch() version: number, @Body() body: ChangeBuildingDto,
  ): Promise<BuildingDto> {
    requireOwnSchool(actor, schoolId);
    return toBuildingDto(await sayingClashes(() => this.managing.change(actor, schoolId, BUILDINGS, id, version, body)));
  }

  @Delete(':buildingId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a building nothing hangs on', operationId: 'removeBuilding' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('buildingId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.managing.remove(actor, schoolId, BUILDINGS, id, version));
  }
}
