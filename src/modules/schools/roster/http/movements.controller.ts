import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ownSchool } from '../../schools.policy.js';
import { CancelMovement } from '../app/cancel-movement.service.js';
import { MovePupil } from '../app/move-pupil.service.js';
import { PupilsQuery } from '../app/pupils.query.js';
import { CancelMovementDto, MovementPageDto, MovementsQueryDto, NewMovementDto, toMovementDto } from './movement.dto.js';

@Controller('pupils/:id/movements')
@ApiTags('Classes and pupils')
export class MovementsController {
  constructor(private readonly pupils: PupilsQuery, private readonly moving: MovePupil, private readonly cancelling: CancelMovement) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Enrolled, transferred, promoted, expelled: the latest first, cancelled ones too (SC-8)', operationId: 'listPupilMovements' })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: MovementsQueryDto): Promise<MovementPageDto> {
    const { items, nextCursor } = await this.pupils.movements(actor, id, query);
    return { items: items.map(toMovementDto), nextCursor };
  }

  @Post()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Enrol, transfer, promote, expel or graduate a pupil; answers the movements', operationId: 'movePupil' })
  @Problems('input.invalid', 'schools.class_unknown', 'schools.date_outside_year', 'schools.already_in_class', 'schools.not_in_class', 'schools.later_movement')
  async move(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: NewMovementDto): Promise<MovementPageDto> {
    await this.moving.run(actor, { ...body, schoolId: ownSchool(actor), pupilId: id, toClassId: body.classId ?? null });
    return this.list(actor, id, { limit: 50 });
  }

  @Post(':movementId/cancel')
  @HttpCode(200)
  @RequirePermission('schools.roster')
  @ApiOperation({
    summary: 'Cancel the last movement of a pupil, recorded by mistake; answers the movements (SC-8)',
    description: 'The pupil is in the classes and groups they would be in without it. It stays in the list, as cancelled, with the reason. An earlier one is cancelled after those that follow it.',
    operationId: 'cancelPupilMovement',
  })
  @Problems('input.invalid', 'schools.movement_cancelled', 'schools.movement_not_last', 'schools.movement_overtaken', 'schools.movement_has_records')
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('movementId') movementId: string, @Body() { reason }: CancelMovementDto): Promise<MovementPageDto> {
    await this.cancelling.run(actor, ownSchool(actor), id, movementId, reason);
    return this.list(actor, id, { limit: 50 });
  }
}
