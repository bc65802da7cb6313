import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { GuestAccesses } from '../app/guest-accesses.service.js';
import { GuestsQuery } from '../app/guests.query.js';
import { GiveGuestAccessBody, GuestAccessDto, GuestAccessesQuery, GuestAccessPageDto, toGuestAccessDto } from './guest.dto.js';

/** View for a time, given to a third person (FA-10). */
@ApiTags('Families')
@Controller('guest-accesses')
@RequirePermission('family.guest_access')
export class GuestAccessesController {
  constructor(private readonly guests: GuestAccesses, private readonly query: GuestsQuery) {}

  /** A guest sees their own and those addressed to them; a parent and the pupil all of the child's; staff those of the school. */
  @Get()
  @ApiOperation({ summary: "Guests' accesses (FA-10)", operationId: 'listGuestAccesses' })
  async list(@CurrentActor() actor: Actor, @Query() query: GuestAccessesQuery, @Headers('accept-language') language?: string): Promise<GuestAccessPageDto> {
    const page = await this.query.list(actor, { pupilId: query.pupil, status: query.status }, query.limit, query.cursor);
    return { items: page.items.map((access) => toGuestAccessDto(access, localeOf(language))), nextCursor: page.nextCursor };
  }

  /** The diary and the schedule, to look at only, until the time given. The other parent and the school see it. */
  @Post()
  @Versioned()
  @RequirePermission('family.give_guest_access')
  @ApiOperation({ summary: "Let a third person view a child's diary for a time (FA-10)", operationId: 'giveGuestAccess' })
  @Problems('object.not_found', 'family.may_only_view', 'family.guest_exists', 'family.guest_until', 'family.identifier', 'limits.too_many')
  async give(@CurrentActor() actor: Actor, @Body() body: GiveGuestAccessBody, @Headers('accept-language') language?: string): Promise<GuestAccessDto> {
    const { validUntil, ...order } = body;
    return this.shown(actor, await this.guests.give(actor, { ...order, validUntil: new Date(validUntil) }), language);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Accept, as the guest', operationId: 'acceptGuestAccess' })
  @Problems('family.guest_over', 'family.guest_already')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<GuestAccessDto> {
    await this.guests.accept(actor, id);
    return this.shown(actor, id, language);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Decline, as the guest', operationId: 'declineGuestAccess' })
  @Problems('family.guest_over')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<GuestAccessDto> {
    await this.guests.decline(actor, id);
    return this.shown(actor, id, language);
  }

  /** By the guest, either parent who may act, the school, or the pupil of age. */
  @Post(':id/end')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: "End a guest's access at once", operationId: 'endGuestAccess' })
  @Problems('family.guest_over', 'family.not_yours_to_end')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<GuestAccessDto> {
    await this.guests.end(actor, await this.query.one(actor, id));
    return this.shown(actor, id, language);
  }

  private async shown(actor: Actor, id: string, language?: string): Promise<GuestAccessDto> {
    return toGuestAccessDto(await this.query.one(actor, id), localeOf(language));
  }
}
