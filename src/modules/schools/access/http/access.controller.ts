import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Language, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { toPage } from '../../structure/http/to-page.js';
import { AccessSettingsService } from '../app/access-settings.service.js';
import { AccessHistoryPageDto, AccessSettingsDto, ChangeAccessDto, toAccessHistoryDto, toAccessSettingsDto } from './access.dto.js';

@ApiTags('Access settings')
@Controller('schools/:id/access-settings')
export class AccessController {
  constructor(private readonly settings: AccessSettingsService) {}

  @Get()
  @Versioned()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'What each role sees and edits in the own school, and what of it the school may switch (SC-12)', operationId: 'readAccessSettings' })
  async read(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Language() locale: Locale): Promise<AccessSettingsDto> {
    return toAccessSettingsDto(await this.settings.read(actor, schoolId), locale);
  }

  /** Holds from the next request on. The first time `If-Match` is `"0"`. */
  @Patch()
  @Versioned()
  @RequirePermission('schools.access')
  @ApiOperation({ summary: 'Give or take what roles may do; nobody changes their own role', operationId: 'changeAccessSettings' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the settings' })
  @Problems(
    'input.invalid', 'object.stale', 'object.if_match_required', 'schools.access_unknown', 'schools.access_always', 'schools.access_never', 'schools.access_own_role', 'schools.access_twice',
  )
  async change(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @IfMatch() version: number, @Body() { changes, reason = null }: ChangeAccessDto, @Language() locale: Locale,
  ): Promise<AccessSettingsDto> {
    return toAccessSettingsDto(await this.settings.change(actor, schoolId, version, changes, reason), locale);
  }

  @Get('history')
  @RequirePermission('schools.access_history')
  @ApiOperation({ summary: 'Who gave or took what and when, the latest first', operationId: 'listAccessChanges' })
  async history(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<AccessHistoryPageDto> {
    return toPage(await this.settings.history(actor, schoolId, query), toAccessHistoryDto);
  }
}
