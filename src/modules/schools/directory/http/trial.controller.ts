import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { TrialMode } from '../app/trial-mode.service.js';
import { OpenSchoolDto, toTrialDto, TrialDto } from './trial.dto.js';

@Controller('schools/:id')
@ApiTags('Directory')
export class TrialController {
  constructor(private readonly trial: TrialMode) {}

  @Get('trial')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'What the school has tried before it opens to families (SC-4)', operationId: 'getTrial' })
  async read(@CurrentActor() actor: Actor, @Param('id') schoolId: string): Promise<TrialDto> {
    requireOwnSchool(actor, schoolId);
    return toTrialDto(await this.trial.read(schoolId));
  }

  @Post('open')
  @HttpCode(200)
  @RequirePermission('schools.open')
  @ApiOperation({ summary: 'Open a school in trial mode to families', operationId: 'openSchool' })
  @Problems('input.invalid', 'schools.not_in_trial', 'schools.trial_unfinished')
  async open(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() { reason }: OpenSchoolDto): Promise<TrialDto> {
    if (actor.role !== 'system_admin') requireOwnSchool(actor, schoolId);
    return toTrialDto(await this.trial.open(actor, schoolId, reason ?? null));
  }
}
