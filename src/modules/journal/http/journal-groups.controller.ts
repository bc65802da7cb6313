import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { ContentTagged, Problems, RawJson } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { JournalPageQuery } from '../app/journal-page.query.js';
import { JournalReads } from '../app/journal-reads.query.js';
import { SaveMarks } from '../app/save-marks.service.js';
import { JournalPageDto } from './journal-page.dto.js';
import { SaveBlockDto, SavedMarksDto, toAverageDto, toMarkDto } from './mark.dto.js';
import { GroupsPageDto, GroupsQuery, JournalQuery, toGroupDto } from './reads.dto.js';

@ApiTags('journal')
@Controller('teaching-groups')
export class JournalGroupsController {
  constructor(private readonly pages: JournalPageQuery, private readonly reads: JournalReads, private readonly marks: SaveMarks) {}

  /** Of the present school year; `mine=true`: those you are assigned to today. */
  @Get()
  @RequirePermission('journal.read')
  @ApiOperation({ summary: 'List teaching groups whose journal you open', operationId: 'listTeachingGroups' })
  @ApiOkResponse({ type: GroupsPageDto })
  @Problems('input.invalid')
  async list(@CurrentActor() actor: Actor, @Query() query: GroupsQuery): Promise<GroupsPageDto> {
    const page = await this.reads.groups(actor, query.mine ?? false, query.limit, query.cursor);
    return { items: page.items.map(toGroupDto), nextCursor: page.nextCursor };
  }

  /** Pupils, lessons with works, cells with marks and attendance, averages: everything of the page at once. */
  @Get(':id/journal')
  @RequirePermission('journal.read')
  @ContentTagged()
  @ApiOperation({ summary: 'Read the journal page of a group and term', operationId: 'readJournalPage' })
  @ApiOkResponse({ type: JournalPageDto })
  @Problems('input.invalid', 'object.not_found')
  async page(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: JournalQuery): Promise<RawJson> {
    return new RawJson(await this.pages.json(actor, id, query.term));
  }

  /** A pasted block over several lessons of the group: all or nothing. */
  @Post(':id/marks')
  @RequirePermission('journal.write')
  @ApiOperation({ summary: 'Save marks over several lessons of a group', operationId: 'saveGroupMarks' })
  @ApiCreatedResponse({ type: SavedMarksDto })
  @Problems('input.invalid', 'object.not_found', 'journal.cell_conflict', 'journal.lesson_cancelled', 'journal.no_term', 'journal.term_closed', 'journal.grade_without_marks', 'journal.busy')
  async saveMarks(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SaveBlockDto): Promise<SavedMarksDto> {
    const saved = await this.marks.run(actor, id, body.marks);
    return { marks: saved.marks.map(toMarkDto), averages: saved.averages.map(toAverageDto) };
  }
}
