import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequireLevel, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { JournalReads } from '../app/journal-reads.query.js';
import { JournalQuery, PupilAveragesDto, PupilMarksPageDto, PupilMarksQuery, toPupilAverageDto, toPupilMarkDto } from './reads.dto.js';

@ApiTags('journal')
@Controller('pupils/:id')
@RequirePermission('journal.read_pupil')
@RequireLevel()
export class JournalPupilsController {
  constructor(private readonly reads: JournalReads) {}

  /** All for the family, the homeroom teacher and the administration; a teacher sees those of the groups they teach. */
  @Get('marks')
  @ApiOperation({ summary: 'List marks of a pupil, newest first', operationId: 'listPupilMarks' })
  @ApiOkResponse({ type: PupilMarksPageDto })
  @Problems('input.invalid', 'object.not_found', 'journal.marks_withheld', 'family.profile_incomplete')
  async marks(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: PupilMarksQuery): Promise<PupilMarksPageDto> {
    const { term, subject, workType, from, to, limit, cursor } = query;
    const page = await this.reads.marks(actor, id, { termId: term, subjectId: subject, typeId: workType, from, to }, limit, cursor);
    return { items: page.items.map(toPupilMarkDto), nextCursor: page.nextCursor };
  }

  /** Of the present school year, by subject and term. */
  @Get('averages')
  @ApiOperation({ summary: 'Read averages of a pupil', operationId: 'readPupilAverages' })
  @ApiOkResponse({ type: PupilAveragesDto })
  @Problems('input.invalid', 'object.not_found', 'journal.marks_withheld', 'family.profile_incomplete')
  async averages(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: JournalQuery): Promise<PupilAveragesDto> {
    return { items: (await this.reads.averages(actor, id, query.term)).map(toPupilAverageDto) };
  }
}
