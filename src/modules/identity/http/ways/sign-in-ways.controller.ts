import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { SignInWays } from '../../app/ways/sign-in-ways.service.js';
import { MarkWayBody, SignInWayDto, SignInWaysDto, toSignInWayDto } from './sign-in-ways.dto.js';

@ApiTags('sign-in')
@RequirePermission('identity.mark_ways')
@Controller('sign-in-ways')
export class SignInWaysController {
  constructor(private readonly ways: SignInWays) {}

  /** Portals and channels of codes, with what was said of them. */
  @Get()
  @ApiOperation({ summary: 'Ways to sign in and to get codes, as the operator sees them', operationId: 'listSignInWays' })
  async list(@Headers('accept-language') language?: string): Promise<SignInWaysDto> {
    return { items: (await this.ways.list()).map((way) => toSignInWayDto(way, localeOf(language))) };
  }

  /** `/auth/providers` and sign-in say so at once, in every process, and offer what works. A version of 0 stands for one nothing was said of. */
  @Put(':kind/:name')
  @Versioned()
  @ApiOperation({ summary: 'Mark a portal or a channel of codes down, or up again', operationId: 'markSignInWay' })
  @Problems('object.not_found', 'object.stale', 'object.if_match_required', 'identity.way_until')
  async mark(
    @CurrentActor() actor: Actor, @Param('kind') kind: string, @Param('name') name: string, @Body() { down, until, reason }: MarkWayBody, @IfMatch() version: number,
    @Headers('accept-language') language?: string,
  ): Promise<SignInWayDto> {
    const marked = await this.ways.mark(actor, `${kind}/${name}`, { down, until: until == null ? null : new Date(until), reason }, version);
    return toSignInWayDto(marked, localeOf(language));
  }
}
