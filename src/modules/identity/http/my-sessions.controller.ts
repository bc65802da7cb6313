import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { OwnSessionsService } from '../app/own-sessions.service.js';
import { SessionsDto, SignInsPageDto, toSessionDto, toSignInDto } from './me.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@Controller('me')
export class MySessionsController {
  constructor(private readonly sessions: OwnSessionsService) {}

  @Get('sessions')
  @ApiOperation({ summary: 'List your own live sessions and devices', operationId: 'listMySessions' })
  async list(@CurrentActor() actor: Actor): Promise<SessionsDto> {
    return { items: (await this.sessions.list(actor)).map((s) => toSessionDto(s, actor.sessionId)) };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'End one of your own sessions', operationId: 'endMySession' })
  @Problems('object.not_found')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.sessions.end(actor, id, 'ended_by_owner');
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'End all your other sessions', operationId: 'endMyOtherSessions' })
  async endOthers(@CurrentActor() actor: Actor): Promise<void> {
    await this.sessions.endOthers(actor);
  }

  /** Date, address, device, method, success or the reason of a failure; newest first (ID-12). */
  @Get('sign-in-history')
  @ApiOperation({ summary: 'List your own sign-ins and failed tries', operationId: 'listMySignIns' })
  async history(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<SignInsPageDto> {
    const page = await this.sessions.history(actor, query.limit, query.cursor);
    return { items: page.items.map(toSignInDto), nextCursor: page.nextCursor };
  }
}
