import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Places } from '../app/places.service.js';
import { AdmissionPlanDto, AdmissionPlansDto, GradePlaceQuery, PutAdmissionPlanDto, toAdmissionPlanDto, toWaitingListDto, WaitingListDto } from './admission.dto.js';

@ApiTags('Requests')
@Controller('schools/:id')
export class AdmissionController {
  constructor(private readonly places: Places) {}

  /** A grade nobody has asked for or planned yet has no line. */
  @Get('admission-plans')
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Places by school year and grade: planned, taken, waited for (EN-13)', operationId: 'listAdmissionPlans' })
  async plans(@Param('id') schoolId: string): Promise<AdmissionPlansDto> {
    return { items: (await this.places.plans(schoolId)).map(toAdmissionPlanDto) };
  }

  /** The first time `If-Match` is `"0"`. Without a plan the school's card says how many places there are. */
  @Put('admission-plans')
  @Versioned()
  @RequirePermission('enrollment.settings')
  @ApiOperation({ summary: 'Say how many places a grade has (EN-13)', operationId: 'putAdmissionPlan' })
  @ApiHeader({ name: 'If-Match', required: true, description: '`version` of the plan' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required')
  async put(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @IfMatch() version: number, @Body() body: PutAdmissionPlanDto): Promise<AdmissionPlanDto> {
    return toAdmissionPlanDto(await this.places.put(actor, schoolId, body, body.places, version));
  }

  /** By the exact time of receipt, then the number. */
  @Get('waiting-list')
  @RequirePermission('enrollment.decide')
  @ApiOperation({ summary: 'Who waits for a place in a grade, in order (EN-13)', operationId: 'readWaitingList' })
  async waiting(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() grade: GradePlaceQuery): Promise<WaitingListDto> {
    return toWaitingListDto(await this.places.waiting(actor, schoolId, grade));
  }
}
