import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { StaffConfirmations } from '../app/staff-confirmations.service.js';
import { DeclineStaffDto, StaffPageDto, StaffPositionDto, toStaffPositionDto } from './staff.dto.js';

@Controller('staff-confirmations')
@RequirePermission('schools.confirm_staff')
@ApiTags('Staff')
export class StaffConfirmationsController {
  constructor(private readonly confirmations: StaffConfirmations) {}

  @Get()
  @ApiOperation({ summary: 'Appointments of the region that wait to be confirmed, the oldest first (SC-5)', operationId: 'listStaffConfirmations' })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<StaffPageDto> {
    return toPage(await this.confirmations.awaiting(actor, query), toStaffPositionDto);
  }

  @Post(':positionId/confirm')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an appointment', operationId: 'confirmStaff' })
  @Problems('schools.already_decided', 'schools.already_over', 'auth.step_up_needed')
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
