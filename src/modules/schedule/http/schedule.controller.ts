import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequireLevel, RequirePermission } from '../../../platform/auth/index.js';
import { ContentTagged, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ScheduleQuery } from '../app/schedule.query.js';
import { ScheduleDto, ScheduleParametersQuery, toScheduledLessonDto } from './schedule.dto.js';

@ApiTags('schedule')
@Controller('schedule')
export class ScheduleController {
  constructor(private readonly schedule: ScheduleQuery) {}

  @Get()
  @RequirePermission('schedule.read')
  @RequireLevel()
  @ContentTagged()
  @Problems('object.not_found', 'family.profile_incomplete')
  @ApiOperation({
    summary: 'Lessons of a class, a pupil, a teacher or a room',
    description: 'Staff read all of their school; a family reads its child and the class the child is in. Polled: send `If-None-Match`.',
    operationId: 'getSchedule',
  })
  @ApiOkResponse({ type: ScheduleDto })
  async get(@CurrentActor() actor: Actor, @Query() { from, to, ...asked }: ScheduleParametersQuery): Promise<ScheduleDto> {
    return { from, to, lessons: (await this.schedule.run(actor, asked, from, to)).map(toScheduledLessonDto) };
  }
}
