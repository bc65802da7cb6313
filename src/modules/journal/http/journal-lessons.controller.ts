import { Body, Controller, Headers, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError } from '../../../shared/domain-error.js';
import { WriteLessonRecord } from '../app/lesson-record.service.js';
import { SaveAttendance } from '../app/save-attendance.service.js';
import { SaveMarks } from '../app/save-marks.service.js';
import { Works } from '../app/works.service.js';
import {
  AddWorkDto, ChangeLessonDto, LessonAttendanceDto, LessonRecordDto, SaveAttendanceDto, toAttendanceDto, toLessonRecordDto, toWorkDto, WorkDto,
} from './lesson.dto.js';
import { SaveColumnDto, SavedMarksDto, toAverageDto, toMarkDto } from './mark.dto.js';

@ApiTags('journal')
@Controller('lessons/:id')
@RequirePermission('journal.write')
export class JournalLessonsController {
  constructor(
    private readonly marks: SaveMarks,
    private readonly attendance: SaveAttendance,
    private readonly works: Works,
    private readonly records: WriteLessonRecord,
  ) {}

  /** All or nothing; a cell is written only if it holds what you saw in it. */
  @Post('marks')
  @ApiOperation({ summary: 'Save a column of marks of a lesson', operationId: 'saveLessonMarks' })
  @ApiCreatedResponse({ type: SavedMarksDto })
  @Problems('input.invalid', 'object.not_found', 'journal.cell_conflict', 'journal.lesson_cancelled', 'journal.no_term', 'journal.term_closed', 'journal.grade_without_marks', 'journal.busy')
  async saveMarks(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SaveColumnDto): Promise<SavedMarksDto> {
    const saved = await this.marks.run(actor, null, body.marks.map((cell) => ({ ...cell, lessonId: id })));
    return { marks: saved.marks.map(toMarkDto), averages: saved.averages.map(toAverageDto) };
  }

  /** The roll counts as taken, by you and now. */
  @Put('attendance')
  @ApiOperation({ summary: 'Mark attendance of a lesson', operationId: 'saveLessonAttendance' })
  @ApiOkResponse({ type: LessonAttendanceDto })
  @Problems('input.invalid', 'object.not_found', 'journal.attendance_conflict', 'journal.lesson_cancelled', 'journal.busy')
  async saveAttendance(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SaveAttendanceDto): Promise<LessonAttendanceDto> {
    const entries = await this.attendance.run(actor, id, body.allPresent ?? false, body.entries ?? []);
    return { entries: entries.map(toAttendanceDto) };
  }

  @Post('works')
  @HttpCode(201)
  @Versioned()
  @ApiOperation({ summary: 'Add a work (a column) to a lesson', operationId: 'addWork' })
  @ApiCreatedResponse({ type: WorkDto })
  @Problems('input.invalid', 'object.not_found', 'journal.lesson_cancelled')
  async addWork(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AddWorkDto): Promise<WorkDto> {
    return toWorkDto(await this.works.add(actor, id, body));
  }

  /** `If-Match` is checked when it is sent; `"0"` stands for a lesson nothing is written about. */
  @Patch()
  @Versioned()
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOperation({ summary: 'Write topic, type and homework of a lesson', operationId: 'writeLessonRecord' })
  @ApiOkResponse({ type: LessonRecordDto })
  @Problems('input.invalid', 'object.not_found', 'object.stale')
  async write(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() body: ChangeLessonDto): Promise<LessonRecordDto> {
    const { type, ...fields } = body;
    return toLessonRecordDto(await this.records.run(actor, id, versionIn(ifMatch), { ...fields, typeId: type }));
  }
}

function versionIn(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('object.stale');
  return Number(version);
}
