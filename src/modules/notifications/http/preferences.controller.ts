import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ChoicesService } from '../app/choices.service.js';
import { PreferencesDto, ReplacePreferencesDto, toPreferencesDto } from './preference.dto.js';

@ApiTags('notifications')
@Controller('notification-preferences')
@RequirePermission('signed_in')
@Versioned()
export class PreferencesController {
  constructor(private readonly choices: ChoicesService) {}

  @Get()
  @ApiOperation({ summary: 'What I hear of, and how', operationId: 'getNotificationPreferences' })
  @ApiOkResponse({ type: PreferencesDto })
  async read(@CurrentActor() actor: Actor): Promise<PreferencesDto> {
    return toPreferencesDto(await this.choices.read(actor));
  }

  /** Takes effect at once, also for what is on its way: wishes are asked again right before sending. */
  @Put()
  @ApiOperation({ summary: 'Choose what I hear of, and how', operationId: 'replaceNotificationPreferences' })
  @ApiOkResponse({ type: PreferencesDto })
  @Problems('input.invalid', 'notifications.choice_locked', 'notifications.choice_twice', 'object.stale', 'object.if_match_required')
  async replace(@CurrentActor() actor: Actor, @IfMatch() version: number, @Body() body: ReplacePreferencesDto): Promise<PreferencesDto> {
    return toPreferencesDto(await this.choices.replace(actor, version, body.items));
  }
}
