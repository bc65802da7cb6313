import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ConfirmationRules } from '../app/confirmation-rules.service.js';
import { RegionConfirmationDto, SchoolConfirmationDto, SetSchoolConfirmationDto, toSchoolConfirmationDto } from './confirmations.dto.js';

@Controller()
@ApiTags('Staff')
export class ConfirmationRulesController {
  constructor(private readonly rules: ConfirmationRules) {}

  @Get('schools/:id/staff-confirmation')
  @RequirePermission('schools.read_staff_confirmation')
  @ApiOperation({ summary: 'Whether appointments of the school wait, who confirms them now, and how many wait (SC-5)', operationId: 'readStaffConfirmation' })
  async read(@CurrentActor() actor: Actor, @Param('id') schoolId: string): Promise<SchoolConfirmationDto> {
    return toSchoolConfirmationDto(await this.rules.ofSchool(actor, schoolId));
  }

  /** What waits already goes on waiting. */
  @Put('schools/:id/staff-confirmation')
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Waive the confirmation of appointments for one school, demand it there, or leave it to the region', operationId: 'requireStaffConfirmation' })
  @Problems('input.invalid')
  async setSchool(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() { required }: SetSchoolConfirmationDto): Promise<SchoolConfirmationDto> {
    return toSchoolConfirmationDto(await this.rules.setSchool(actor, schoolId, required ?? null));
  }

  @Get('regions/:code/staff-confirmation')
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Whether appointments of the schools of a region wait', operationId: 'readRegionStaffConfirmation' })
  @ApiParam({ name: 'code', example: '39' })
  async readRegion(@CurrentActor() actor: Actor, @Param('code') code: string): Promise<RegionConfirmationDto> {
    return { required: await this.rules.ofRegion(actor, code) };
  }

  /** What waits already goes on waiting. */
  @Put('regions/:code/staff-confirmation')
  @HttpCode(204)
  @ApiNoContentResponse()
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Waive the confirmation of appointments for every school of a region without a word of its own, or demand it again', operationId: 'requireRegionStaffConfirmation' })
  @ApiParam({ name: 'code', example: '39' })
  @Problems('input.invalid', 'schools.whole_region_only')
  async setRegion(@CurrentActor() actor: Actor, @Param('code') code: string, @Body() { required }: RegionConfirmationDto): Promise<void> {
    await this.rules.setRegion(actor, code, required);
  }
}
