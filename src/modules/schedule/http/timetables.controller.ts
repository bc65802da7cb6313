import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { PublishTimetable } from '../app/publish-timetable.service.js';
import { Timetables } from '../app/timetables.service.js';
import {
  NewTimetableDto, PublishedDto, TimetableChangeDto, TimetableDto, TimetablePageDto, TimetableQuery, toTimetableDto,
} from './timetable.dto.js';

@ApiTags('schedule')
@Controller()
export class TimetablesController {
  constructor(private readonly timetables: Timetables, private readonly publishing: PublishTimetable) {}

  @Get('schools/:id/timetables')
  @RequirePermission('schedule.view_plans')
  @ApiOperation({ summary: 'Timetables of the school, drafts too, newest first', operationId: 'listTimetables' })
  @ApiOkResponse({ type: TimetablePageDto })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: TimetableQuery): Promise<TimetablePageDto> {
    const page = await this.timetables.page(actor, schoolId, query);
    return { items: page.items.map(toTimetableDto), nextCursor: page.nextCursor };
  }

  @Post('schools/:id/timetables')
  @RequirePermission('schedule.plan')
  @Versioned()
  @ApiOperation({ summary: 'Begin a timetable: empty, or as a new version of another one', operationId: 'createTimetable' })
  @ApiCreatedResponse({ type: TimetableDto })
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewTimetableDto): Promise<TimetableDto> {
    return toTimetableDto(await this.timetables.create(actor, schoolId, body));
  }

  @Get('timetables/:id')
  @RequirePermission('schedule.view_plans')
  @Versioned()
  @ApiOperation({ summary: 'A timetable', operationId: 'getTimetable' })
  @ApiOkResponse({ type: TimetableDto })
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TimetableDto> {
    return toTimetableDto(await this.timetables.get(actor, id));
  }

  @Patch('timetables/:id')
  @RequirePermission('schedule.plan')
  @Versioned()
  @Problems('schedule.timetable_published', 'object.stale', 'object.if_match_required')
  @ApiOperation({ summary: 'Rename a draft or change its dates', operationId: 'updateTimetable' })
  @ApiOkResponse({ type: TimetableDto })
  async update(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: TimetableChangeDto): Promise<TimetableDto> {
    return toTimetableDto(await this.timetables.update(actor, id, body, version));
  }

  @Delete('timetables/:id')
  @HttpCode(204)
  @RequirePermission('schedule.plan')
  @Problems('schedule.timetable_published', 'object.stale', 'object.if_match_required')
  @ApiOperation({ summary: 'Throw a draft away', operationId: 'deleteTimetable' })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number): Promise<void> {
    await this.timetables.delete(actor, id, version);
  }

  @Post('timetables/:id/publish')
  @HttpCode(200)
  @RequirePermission('schedule.plan')
  @Problems('schedule.clash', 'schedule.bells_missing', 'schedule.timetable_empty')
  @ApiOperation({
    summary: 'Make the timetable dated lessons',
    description: 'Skips vacations, public holidays and days the school does not teach on. Lessons to come that another version made on these days '
      + 'give way; what has begun stays, and what something is written on is cancelled rather than taken away. Clashes are listed in `clashes`.',
    operationId: 'publishTimetable',
  })
  @ApiOkResponse({ type: PublishedDto })
  publish(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PublishedDto> {
    return this.publishing.run(actor, id);
  }
}
