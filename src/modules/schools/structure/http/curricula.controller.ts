import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { CurriculumCheck } from '../app/curriculum-check.query.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, CURRICULA } from '../app/records.query.js';
import {
  ChangeCurriculumDto, CurriculumCheckDto, CurriculumCheckQuery, CurriculumDto, CurriculumPageDto, NewCurriculumDto, toCurriculumDto, toDifferenceDto,
} from './curriculum.dto.js';
import { YearlyQuery } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/curricula')
@ApiTags('School structure')
export class CurriculaController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery, private readonly checking: CurriculumCheck) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Curriculum: hours a week by grade level and profile (SC-9)', operationId: 'listCurricula' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: YearlyQuery): Promise<CurriculumPageDto> {
    requireOwnSchool(actor, schoolId);
    return toPage(await this.reading.page(CURRICULA, schoolId, query.schoolYear ?? null, query), toCurriculumDto);
  }

  @Get('check')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Where the hours of teaching groups are not those of the curriculum, class by class (SC-9)', operationId: 'checkCurricula' })
  async check(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: CurriculumCheckQuery): Promise<CurriculumCheckDto> {
    requireOwnSchool(actor, schoolId);
    return { items: (await this.checking.run(schoolId, query.schoolYear)).map(toDifferenceDto), nextCursor: null };
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a line of the curriculum', operationId: 'createCurriculum' })
  @Problems('input.invalid', 'schools.curriculum_exists', 'schools.subject_unknown', 'schools.year_unknown')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewCurriculumDto): Promise<CurriculumDto> {
    requireOwnSchool(actor, schoolId);
    return toCurriculumDto(await sayingClashes(() => this.managing.create(actor, schoolId, CURRICULA, body)));
  }

  @Patch(':curriculumId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a line of the curriculum', operationId: 'changeCurriculum' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.curriculum_exists', 'schools.subject_unknown')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('curriculumId') id: string, @IfMatch() version: number, @Body() body: ChangeCurriculumDto,
  ): Promise<CurriculumDto> {
    requireOwnSchool(actor, schoolId);
    return toCurriculumDto(await sayingClashes(() => this.managing.change(actor, schoolId, CURRICULA, id, version, body)));
  }

  @Delete(':curriculumId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a line of the curriculum', operationId: 'removeCurriculum' })
  @Problems('object.stale', 'object.if_match_required')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('curriculumId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await this.managing.remove(actor, schoolId, CURRICULA, id, version);
  }
}
