import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { ManageYears } from '../app/manage-years.service.js';
import { YearsQuery } from '../app/years.query.js';
import { ChangeYearDto, NewYearDto, toYearDto, YearDto, YearListDto } from './years-bells.dto.js';

@Controller('schools/:id/academic-years')
@ApiTags('School structure')
export class AcademicYearsController {
  constructor(private readonly managing: ManageYears, private readonly years: YearsQuery) {}

  @Get()
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Academic years, the latest first (SC-7)', operationId: 'listAcademicYears' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string): Promise<YearListDto> {
    return { items: (await this.years.list(actor, schoolId)).map(toYearDto), nextCursor: null };
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Make an academic year', operationId: 'createAcademicYear' })
  @Problems('input.invalid', 'schools.year_exists', 'schools.outside_year', 'schools.five_of_five')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewYearDto): Promise<YearDto> {
    requireOwnSchool(actor, schoolId);
    return toYearDto(await this.managing.create(actor, schoolId, body));
  }

  @Patch(':yearId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change an academic year', operationId: 'changeAcademicYear' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.terms_outside_year', 'schools.outside_year')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('yearId') id: string, @IfMatch() version: number, @Body() body: ChangeYearDto,
  ): Promise<YearDto> {
    requireOwnSchool(actor, schoolId);
    return toYearDto(await this.managing.change(actor, schoolId, id, version, body));
  }
}
