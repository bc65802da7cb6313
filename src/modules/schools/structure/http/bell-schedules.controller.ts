import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, isCalendarDate, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageBells } from '../app/manage-bells.service.js';
import { RecordsQuery } from '../app/records.query.js';
import { BellDayDto, BellDayListDto, BellDaysQueryDto, BellScheduleDto, BellScheduleListDto, PutBellScheduleDto, toBellScheduleDto } from './years-bells.dto.js';

@Controller('schools/:id')
@ApiTags('School structure')
export class BellSchedulesController {
  constructor(private readonly bells: ManageBells, private readonly records: RecordsQuery) {}

  @Get('bell-schedules')
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Bell schedules, the default one first (SC-7)', operationId: 'listBellSchedules' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string): Promise<BellScheduleListDto> {
    await this.records.requireOpen(actor, schoolId);
    return { items: (await this.bells.list(schoolId)).map(toBellScheduleDto), nextCursor: null };
  }

  @Post('bell-schedules')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Make a bell schedule', operationId: 'createBellSchedule' })
  @Problems('input.invalid', 'schools.name_taken', 'schools.bells_overlap', 'schools.bell_twice', 'schools.default_taken')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: PutBellScheduleDto): Promise<BellScheduleDto> {
    requireOwnSchool(actor, schoolId);
    return toBellScheduleDto(await sayingClashes(() => this.bells.create(actor, schoolId, body)));
  }

  @Put('bell-schedules/:scheduleId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Replace a bell schedule with its bells', operationId: 'replaceBellSchedule' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken', 'schools.bells_overlap', 'schools.bell_twice', 'schools.default_taken')
  async replace(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('scheduleId') id: string, @IfMatch() version: number, @Body() body: PutBellScheduleDto,
  ): Promise<BellScheduleDto> {
    requireOwnSchool(actor, schoolId);
    return toBellScheduleDto(await sayingClashes(() => this.bells.replace(actor, schoolId, id, version, body)));
  }

  @Delete('bell-schedules/:scheduleId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a bell schedule that no day, timetable or building goes by', operationId: 'removeBellSchedule' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('scheduleId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.bells.remove(actor, schoolId, id, version));
  }

  @Get('bell-days')
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Days that go by another bell schedule than the default: short days (SC-7)', operationId: 'listBellDays' })
  @Problems('input.invalid', 'schools.ends_before', 'schools.period_too_long')
  async days(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() { from, to }: BellDaysQueryDto): Promise<BellDayListDto> {
    await this.records.requireOpen(actor, schoolId);
    return { items: (await this.bells.days(schoolId, from, to)).map((day) => ({ ...day })), nextCursor: null };
  }

  @Put('bell-days/:date')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Let a day go by another bell schedule (a short day), or by the default again', operationId: 'setBellDay' })
  @ApiParam({ name: 'date', schema: { type: 'string', format: 'date' } })
  @Problems('input.invalid', 'schools.bell_schedule_unknown')
  async setDay(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('date') date: string, @Body() body: BellDayDto): Promise<void> {
    requireOwnSchool(actor, schoolId);
    if (!isCalendarDate(date)) throw notFound();
    await this.bells.setDay(actor, schoolId, date, body.scheduleId);
  }
}
