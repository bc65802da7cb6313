import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, SUBJECTS } from '../app/records.query.js';
import { ChangeSubjectDto, NewSubjectDto, SubjectDto, SubjectPageDto, toSubjectDto } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/subjects')
@ApiTags('School structure')
export class SubjectsController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Subjects by name (SC-9)', operationId: 'listSubjects' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<SubjectPageDto> {
    requireOwnSchool(actor, schoolId);
    return toPage(await this.reading.page(SUBJECTS, schoolId, null, query), toSubjectDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a subject', operationId: 'createSubject' })
  @Problems('input.invalid', 'schools.name_taken')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewSubjectDto): Promise<SubjectDto> {
    requireOwnSchool(actor, schoolId);
    return toSubjectDto(await sayingClashes(() => this.managing.create(actor, schoolId, SUBJECTS, body)));
  }

  @Patch(':subjectId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a subject', operationId: 'changeSubject' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('subjectId') id: string, @IfMatch() version: number, @Body() body: ChangeSubjectDto,
  ): Promise<SubjectDto> {
    requireOwnSchool(actor, schoolId);
    return toSubjectDto(await sayingClashes(() => this.managing.change(actor, schoolId, SUBJECTS, id, version, body)));
  }

  @Delete(':subjectId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a subject nothing hangs on', operationId: 'removeSubject' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('subjectId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.managing.remove(actor, schoolId, SUBJECTS, id, version));
  }
}
