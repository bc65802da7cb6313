import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { FormSettingsService } from '../app/form-settings.service.js';
import { FormSettingsDto, SchoolFormSettingsDto, toFormSettingsDto } from './form-settings.dto.js';

@ApiTags('Requests')
@Controller('schools/:id/request-settings')
@Versioned()
export class FormSettingsController {
  constructor(private readonly settings: FormSettingsService) {}

  @Get()
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Which fields the school asks for in a request for access to a diary (EN-2)', operationId: 'readRequestSettings' })
  async read(@Param('id') schoolId: string): Promise<SchoolFormSettingsDto> {
    return toFormSettingsDto(await this.settings.read(schoolId));
  }

  /** Holds for what is sent from now on. The first time `If-Match` is `"0"`. */
  @Put()
  @RequirePermission('enrollment.settings')
  @ApiOperation({ summary: 'Set which fields the school asks for', operationId: 'putRequestSettings' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the settings' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required')
  async put(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @IfMatch() version: number, @Body() body: FormSettingsDto): Promise<SchoolFormSettingsDto> {
    return toFormSettingsDto(await this.settings.put(actor, schoolId, version, body));
  }
}
