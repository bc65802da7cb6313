import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Entries } from '../app/entries.service.js';
import { EntryChangeDto, EntryDto, EntryListDto, NewEntriesDto, toEntryDto } from './timetable.dto.js';

@ApiTags('schedule')
@Controller('timetables/:timetableId/entries')
export class EntriesController {
  constructor(private readonly entries: Entries) {}

  @Get()
  @RequirePermission('schedule.view_plans')
  @ApiOperation({ summary: 'The lessons of the week, whole', operationId: 'listTimetableEntries' })
  @ApiOkResponse({ type: EntryListDto })
  async list(@CurrentActor() actor: Actor, @Param('timetableId') timetableId: string): Promise<EntryListDto> {
    return { items: (await this.entries.list(actor, timetableId)).map(toEntryDto) };
  }

  @Post()
  @RequirePermission('schedule.plan')
  @Problems('schedule.clash', 'schedule.timetable_published')
  @ApiOperation({
    summary: 'Add lessons to the week of a draft, all or none',
    description: 'A clash of teacher, class, subgroup or room, with the draft or within the request, is refused with 409 and named in `clashes`: '
      + '`[{ pointer, because: ["teacher"|"room"|"class"|"duplicate"], with: { entryId | pointer, weekday, shift, number, subject, classes, teacher, room } }]`.',
    operationId: 'addTimetableEntries',
  })
  @ApiCreatedResponse({ type: EntryListDto })
  async add(@CurrentActor() actor: Actor, @Param('timetableId') timetableId: string, @Body() body: NewEntriesDto): Promise<EntryListDto> {
    return { items: (await this.entries.add(actor, timetableId, body.entries)).map(toEntryDto) };
  }

  @Patch(':entryId')
  @RequirePermission('schedule.plan')
  @Versioned()
  @Problems('schedule.clash', 'schedule.timetable_published', 'object.stale', 'object.if_match_required')
  @ApiOperation({ summary: 'Change a lesson of the week', operationId: 'updateTimetableEntry' })
  @ApiOkResponse({ type: EntryDto })
  async update(
    @CurrentActor() actor: Actor, @Param('timetableId') timetableId: string, @Param('entryId') id: string,
    @IfMatch() version: number, @Body() body: EntryChangeDto,
  ): Promise<EntryDto> {
    return toEntryDto(await this.entries.change(actor, timetableId, id, body, version));
  }

  @Delete(':entryId')
  @HttpCode(204)
  @RequirePermission('schedule.plan')
  @Problems('schedule.timetable_published', 'object.stale', 'object.if_match_required')
  @ApiOperation({ summary: 'Take a lesson out of the week', operationId: 'deleteTimetableEntry' })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor, @Param('timetableId') timetableId: string, @Param('entryId') id: string, @IfMatch() version: number,
  ): Promise<void> {
    await this.entries.remove(actor, timetableId, id, version);
  }
}
