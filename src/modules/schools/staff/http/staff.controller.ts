import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { toPage } from '../../structure/http/to-page.js';
import { StaffQuery } from '../app/staff.query.js';
import { Staff } from '../app/staff.service.js';
import { AppointmentDto, EndPositionDto, StaffPageDto, StaffPositionDto, StaffQueryDto, toStaffPositionDto } from './staff.dto.js';

@Controller('schools/:id')
@ApiTags('Staff')
export class StaffController {
  constructor(private readonly staff: Staff, private readonly reading: StaffQuery) {}

  @Get('staff')
  @RequirePermission('schools.read_staff')
  @ApiOperation({ summary: 'Who works in the school, as what, since when (SC-5)', operationId: 'listStaff' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: StaffQueryDto): Promise<StaffPageDto> {
    return toPage(await this.reading.page(actor, schoolId, query, query), toStaffPositionDto);
  }

  /** Somebody new gets an account; login and transit password go to their contact only. */
  @Post('staff')
  @RequirePermission('schools.appoint')
  @RequireStepUp()
  @ApiOperation({ summary: 'Appoint somebody to a position; it waits for the regional coordinator unless the region waives that', operationId: 'appointStaff' })
  @Problems(
    'input.invalid', 'schools.who_is_appointed', 'schools.person_unknown', 'identity.contact_needed', 'codes.number_not_served', 'schools.ends_before', 'schools.already_over',
    'schools.not_yours_to_appoint', 'schools.own_position', 'schools.position_exists', 'auth.step_up_needed',
  )
  async appoint(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() { person, ...order }: AppointmentDto): Promise<StaffPositionDto> {
    const newcomer = person === undefined ? undefined : { ...person, name: { ...person.name, patronymic: person.name.patronymic ?? null } };
    return toStaffPositionDto(await sayingClashes(() => this.staff.appoint(actor, schoolId, { ...order, person: newcomer })));
  }

  @Post('staff/:positionId/end')
  @HttpCode(200)
  @RequirePermission('schools.appoint')
  @ApiOperation({ summary: 'End a position; without a day, now. One that waits is taken back', operationId: 'endStaffPosition' })
  @Problems('input.invalid', 'schools.ends_before', 'schools.not_yours_to_appoint', 'schools.own_position', 'schools.position_over', 'schools.last_administrator')
  async end(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('positionId') positionId: string, @Body() body: EndPositionDto): Promise<StaffPositionDto> {
    return toStaffPositionDto(await this.staff.end(actor, schoolId, positionId, body));
  }
}
