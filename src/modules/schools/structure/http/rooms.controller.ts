import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../app/clashes.js';
import { ManageRecords } from '../app/manage-records.service.js';
import { RecordsQuery, ROOMS } from '../app/records.query.js';
import { ChangeRoomDto, NewRoomDto, RoomDto, RoomPageDto, toRoomDto } from './structure.dto.js';
import { toPage } from './to-page.js';

@Controller('schools/:id/rooms')
@ApiTags('School structure')
export class RoomsController {
  constructor(private readonly managing: ManageRecords, private readonly reading: RecordsQuery) {}

  @Get()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Rooms by name', operationId: 'listRooms' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<RoomPageDto> {
    requireOwnSchool(actor, schoolId);
    return toPage(await this.reading.page(ROOMS, schoolId, null, query), toRoomDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Add a room', operationId: 'createRoom' })
  @Problems('input.invalid', 'schools.name_taken', 'schools.building_unknown')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewRoomDto): Promise<RoomDto> {
    requireOwnSchool(actor, schoolId);
    return toRoomDto(await sayingClashes(() => this.managing.create(actor, schoolId, ROOMS, body)));
  }

  @Patch(':roomId')
  @Versioned()
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Change a room', operationId: 'changeRoom' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.name_taken', 'schools.building_unknown')
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('roomId') id: string, @IfMatch() version: number, @Body() body: ChangeRoomDto,
  ): Promise<RoomDto> {
    requireOwnSchool(actor, schoolId);
    return toRoomDto(await sayingClashes(() => this.managing.change(actor, schoolId, ROOMS, id, version, body)));
  }

  @Delete(':roomId')
  @HttpCode(204)
  @RequirePermission('schools.structure')
  @ApiOperation({ summary: 'Take away a room nothing hangs on', operationId: 'removeRoom' })
  @Problems('object.stale', 'object.if_match_required', 'schools.in_use')
  async remove(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('roomId') id: string, @IfMatch() version: number): Promise<void> {
    requireOwnSchool(actor, schoolId);
    await sayingClashes(() => this.managing.remove(actor, schoolId, ROOMS, id, version));
  }
}
