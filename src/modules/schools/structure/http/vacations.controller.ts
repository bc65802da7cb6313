import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, VACATIONS } from '../app/records.query.js';
import { ChangeVacationDto, NewVacationDto, toVacationDto, VacationDto, VacationPageDto, YearlyQuery } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/holidays')
@ApiTags('School structure')
export class VacationsController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery) {}

  @Get()
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Vacations of the pupils (SC-7)', operationId: 'listVacations' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: YearlyQuery): Promise<VacationPageDto> {
    return toPage(await this.reading.openPage(actor, VACATIONS, schoolId, query.schoolYear ?? null, query), toVacationDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a vacation', operationId: 'createVacation' })
  @Problems('input.invalid', 'schools.vacations_overlap', 'schools.outside_year', 'schools.year_unknown')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewVacationDto): Promise<VacationDto> {
    requireOwnSchool(actor, schoolId);
    return toVacationDto(await sayingClashes(() => this.managing.create(actor, schoolId, VACATIONS, body)));
  }

  @Patch(':vacationId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a vacation', operationId: 'changeVacation' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.vacations_overlap', 'schools.outside_year', 'schools.year_unknown')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('vacationId') id: string, @IfMatch() version: number, @Body() body: ChangeVacationDto,
  ): Promise<VacationDto> {
    requireOwnSchool(actor, schoolId);
    return toVacationDto(await sayingClashes(() => this.managing.change(actor, schoolId, VACATIONS, id, version, body)));
  }

  @Delete(':vacationId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a vacation nothing hangs on', operationId: 'removeVacation' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('vacationId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.managing.remove(actor, schoolId, VACATIONS, id, version));
  }
}
