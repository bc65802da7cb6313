import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ChangeMark } from '../app/change-mark.service.js';
import { JournalReads } from '../app/journal-reads.query.js';
import { Works } from '../app/works.service.js';
import { ChangeWorkDto, toWorkDto, WorkDto } from './lesson.dto.js';
import { ChangedMarkDto, ChangeMarkDto, RemovedMarkDto, RemoveMarkQuery, toAverageDto, toMarkDto } from './mark.dto.js';
import { MarkHistoryDto, toMarkHistoryDto } from './reads.dto.js';

@ApiTags('journal')
@Controller()
export class JournalMarksController {
  constructor(private readonly marks: ChangeMark, private readonly works: Works, private readonly reads: JournalReads) {}

  /** The group's teacher, or an administrator by a further entry; the history keeps what was there (JO-6). */
  @Patch('marks/:id')
  @Versioned()
  @RequirePermission('journal.correct')
  @ApiOperation({ summary: 'Change a mark, with a reason', operationId: 'changeMark' })
  @ApiOkResponse({ type: ChangedMarkDto })
  @Problems('input.invalid', 'object.not_found', 'object.stale', 'object.if_match_required', 'journal.term_closed', 'journal.busy')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeMarkDto): Promise<ChangedMarkDto> {
    const { marks, averages } = await this.marks.change(actor, id, version, body);
    return { ...toMarkDto(marks[0]!), averages: averages.map(toAverageDto) };
  }

  @Delete('marks/:id')
  @RequirePermission('journal.correct')
  @ApiOperation({ summary: 'Remove a mark, with a reason', operationId: 'removeMark' })
  @ApiOkResponse({ type: RemovedMarkDto })
  @Problems('input.invalid', 'object.not_found', 'object.stale', 'object.if_match_required', 'journal.term_closed', 'journal.busy')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Query() query: RemoveMarkQuery): Promise<RemovedMarkDto> {
    const { averages } = await this.marks.remove(actor, id, version, query);
    return { averages: averages.map(toAverageDto) };
  }

  /** Of a removed mark as well. */
  @Get('marks/:id/history')
  @RequirePermission('journal.read')
  @ApiOperation({ summary: 'Read what was done with a mark, by whom and why', operationId: 'readMarkHistory' })
  @ApiOkResponse({ type: MarkHistoryDto })
  @Problems('object.not_found')
  async history(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<MarkHistoryDto> {
    return { items: (await this.reads.history(actor, id)).map(toMarkHistoryDto) };
  }

  /** A new type or weight goes to the marks there are. */
  @Patch('works/:id')
  @Versioned()
  @RequirePermission('journal.write')
  @ApiOperation({ summary: 'Change type, title or weight of a work', operationId: 'changeWork' })
  @ApiOkResponse({ type: WorkDto })
  @Problems('input.invalid', 'object.not_found', 'object.stale', 'object.if_match_required')
  async changeWork(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeWorkDto): Promise<WorkDto> {
    return toWorkDto(await this.works.change(actor, id, version, body));
  }

  @Delete('works/:id')
  @HttpCode(204)
  @RequirePermission('journal.write')
  @ApiOperation({ summary: 'Remove a work without marks', operationId: 'removeWork' })
  @ApiNoContentResponse()
  @Problems('object.not_found', 'object.stale', 'object.if_match_required', 'journal.work_has_marks')
  async removeWork(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number): Promise<void> {
    await this.works.remove(actor, id, version);
  }
}
