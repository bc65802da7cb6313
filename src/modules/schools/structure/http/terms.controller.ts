import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, TERMS } from '../app/records.query.js';
import { ChangeTermDto, NewTermDto, TermDto, TermPageDto, toTermDto, YearlyQuery } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/terms')
@ApiTags('School structure')
export class TermsController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery) {}

  @Get()
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Terms; they may differ by grade level (SC-7)', operationId: 'listTerms' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: YearlyQuery): Promise<TermPageDto> {
    return toPage(await this.reading.openPage(actor, TERMS, schoolId, query.schoolYear ?? null, query), toTermDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a term', operationId: 'createTerm' })
  @Problems('input.invalid', 'schools.terms_overlap', 'schools.term_exists', 'schools.outside_year', 'schools.year_unknown')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewTermDto): Promise<TermDto> {
    requireOwnSchool(actor, schoolId);
    return toTermDto(await sayingClashes(() => this.managing.create(actor, schoolId, TERMS, body)));
  }

  @Patch(':termId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a term', operationId: 'changeTerm' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.terms_overlap', 'schools.term_exists', 'schools.outside_year', 'schools.year_unknown')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('termId') id: string, @IfMatch() version: number, @Body() body: ChangeTermDto,
  ): Promise<TermDto> {
    requireOwnSchool(actor, schoolId);
    return toTermDto(await sayingClashes(() => this.managing.change(actor, schoolId, TERMS, id, version, body)));
  }

  @Delete(':termId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a term nothing hangs on', operationId: 'removeTerm' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('termId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.managing.remove(actor, schoolId, TERMS, id, version));
  }
}
