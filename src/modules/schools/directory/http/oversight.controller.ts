import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import { Language, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { toPage } from '../../structure/http/to-page.js';
import { SchoolOversight } from '../app/school-oversight.service.js';
import { SchoolDto, toSchoolDto } from './directory.dto.js';
import { InspectionDto, InspectionPageDto, NewInspectionDto, RatingDto, toInspectionDto } from './oversight.dto.js';

@Controller('schools/:id')
@ApiTags('Directory')
export class OversightController {
  constructor(private readonly oversight: SchoolOversight) {}

  @Put('rating')
  @Versioned()
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Enter the rating of a school (SC-2)', operationId: 'rateSchool' })
  @Problems('input.invalid', 'schools.in_the_future')
  async rate(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RatingDto, @Language() locale: Locale): Promise<SchoolDto> {
    return toSchoolDto(await this.oversight.rate(actor, id, body), locale);
  }

  @Delete('rating')
  @HttpCode(204)
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Take the rating away', operationId: 'unrateSchool' })
  async unrate(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.oversight.rate(actor, id, null);
  }

  @Get('inspections')
  @Public('A family chooses its school before it has an account')
  @ApiOperation({ summary: 'Inspections of a school by day (SC-2)', operationId: 'listInspections' })
  async inspections(@Param('id') id: string, @Query() query: PageQuery): Promise<InspectionPageDto> {
    return toPage(await this.oversight.list(id, query), toInspectionDto);
  }

  @Post('inspections')
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Enter an inspection', operationId: 'createInspection' })
  @Problems('input.invalid', 'schools.in_the_future')
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { note, ...body }: NewInspectionDto): Promise<InspectionDto> {
    return toInspectionDto(await this.oversight.addInspection(actor, id, { ...body, note: note ?? null }));
  }

  @Delete('inspections/:inspectionId')
  @HttpCode(204)
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Remove an inspection entered by mistake', operationId: 'removeInspection' })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('inspectionId') inspectionId: string): Promise<void> {
    await this.oversight.removeInspection(actor, id, inspectionId);
  }
}
