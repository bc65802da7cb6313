import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { PeopleService } from '../app/people.service.js';
import { DirectoryPersonDto, PeoplePageDto, PeopleQuery, ReasonBody, StatusChangesDto, toDirectoryEntryDto, toDirectoryPersonDto, toStatusChangeDto } from './people.dto.js';

@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  /** A school sees who holds a role in it; support and the system's administrator see every account. */
  @Get()
  @ApiOperation({ summary: 'Search people in your scope by name', operationId: 'listPeople' })
  @RequirePermission('identity.read_people')
  async list(@CurrentActor() actor: Actor, @Query() query: PeopleQuery): Promise<PeoplePageDto> {
    const page = await this.people.search(actor, { q: query.q, role: query.role }, query.limit, query.cursor);
    return { items: page.items.map(toDirectoryEntryDto), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'Read a person in your scope', operationId: 'readPerson' })
  @Problems('object.not_found')
  @RequirePermission('identity.read_people')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DirectoryPersonDto> {
    return toDirectoryPersonDto(await this.people.read(actor, id));
  }

  /** Sessions end within seconds (ID-11, ID-17). */
  @Post(':id/block')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'Block an account', operationId: 'blockPerson' })
  @Problems('object.not_found', 'identity.not_yours_to_block', 'identity.own_account', 'identity.already_blocked', 'auth.step_up_needed')
  @RequirePermission('identity.block_people')
  async block(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonBody): Promise<DirectoryPersonDto> {
    return toDirectoryPersonDto(await this.people.block(actor, id, body.reason));
  }

  /** For good: roles end, sign-in is over, the history stays (ID-17). */
  @Post(':id/close')
  @RequireStepUp()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Close an account', operationId: 'closePerson' })
  @Problems('object.not_found', 'identity.not_yours_to_block', 'identity.own_account', 'identity.already_closed', 'schools.last_administrator', 'auth.step_up_needed')
  @RequirePermission('identity.close_people')
  async close(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonBody): Promise<void> {
    await this.people.close(actor, id, body.reason);
  }

  @Get(':id/status-changes')
  @ApiOperation({ summary: 'Who blocked, unblocked, froze or closed an account, and why', operationId: 'listStatusChanges' })
  @Problems('object.not_found')
  @RequirePermission('identity.read_people')
  async statusChanges(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StatusChangesDto> {
    return { items: (await this.people.statusChanges(actor, id)).map(toStatusChangeDto) };
  }

  @Post(':id/unblock')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'Unblock an account', operationId: 'unblockPerson' })
  @Problems('object.not_found', 'identity.not_yours_to_block', 'identity.own_account', 'identity.not_blocked', 'auth.step_up_needed')
  @RequirePermission('identity.block_people')
  async unblock(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonBody): Promise<DirectoryPersonDto> {
    return toDirectoryPersonDto(await this.people.unblock(actor, id, body.reason));
  }
}
