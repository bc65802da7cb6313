import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { Language, Problems } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { BulkConfirmation } from '../app/bulk-confirmation.service.js';
import { StaffConfirmations } from '../app/staff-confirmations.service.js';
import { ConfirmationResultsDto, ConfirmStaffBulkDto, DeclineStaffDto, toConfirmationResultDto, WaitingQueryDto } from './confirmations.dto.js';
import { StaffPageDto, StaffPositionDto, toStaffPositionDto } from './staff.dto.js';

@Controller('staff-confirmations')
@RequirePermission('schools.confirm_staff')
@ApiTags('Staff')
export class StaffConfirmationsController {
  constructor(private readonly confirmations: StaffConfirmations, private readonly bulk: BulkConfirmation) {}

  /** The operator sees those of schools nobody coordinates, and with `region` or `school` any. */
  @Get()
  @ApiOperation({ summary: 'Appointments of the region that wait to be confirmed, the oldest first (SC-5)', operationId: 'listStaffConfirmations' })
  @Problems('input.invalid')
  async list(@CurrentActor() actor: Actor, @Query() query: WaitingQueryDto): Promise<StaffPageDto> {
    return toPage(await this.confirmations.awaiting(actor, query, query), toStaffPositionDto);
  }

  /** Each stands alone: one that cannot be confirmed is answered with why, and the others are. */
  @Post('bulk-confirm')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm up to a hundred appointments', operationId: 'bulkConfirmStaff' })
  @Problems('input.invalid', 'auth.step_up_needed')
  async confirmAll(@CurrentActor() actor: Actor, @Body() { ids }: ConfirmStaffBulkDto, @Language() locale: Locale): Promise<ConfirmationResultsDto> {
    const results = await this.bulk.confirm(actor, [...new Set(ids)]);
    return { results: results.map((result) => toConfirmationResultDto(result, locale)) };
  }

  @Post(':positionId/confirm')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an appointment', operationId: 'confirmStaff' })
  @Problems('schools.already_decided', 'schools.already_over', 'schools.own_appointment', 'schools.position_exists', 'auth.step_up_needed')
  async confirm(@CurrentActor() actor: Actor, @Param('positionId') positionId: string): Promise<StaffPositionDto> {
    return toStaffPositionDto(await sayingClashes(() => this.confirmations.confirm(actor, positionId)));
  }

  @Post(':positionId/decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Decline an appointment', operationId: 'declineStaff' })
  @Problems('input.invalid', 'schools.already_decided')
  async decline(@CurrentActor() actor: Actor, @Param('positionId') positionId: string, @Body() { reason }: DeclineStaffDto): Promise<StaffPositionDto> {
    return toStaffPositionDto(await this.confirmations.decline(actor, positionId, reason));
  }
}
