import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Language, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { RegionConnections } from '../app/region-connections.service.js';
import { SchoolCards } from '../app/school-cards.service.js';
import { RegionDto, toRegionDto, toSchoolDto } from './directory.dto.js';
import { ChangeRegionDto, CompareQueryDto, ComparedSchoolsDto } from './regions.dto.js';

@Controller()
@ApiTags('Directory')
export class RegionsController {
  constructor(private readonly regions: RegionConnections, private readonly cards: SchoolCards) {}

  @Patch('regions/:code')
  @Versioned()
  @RequirePermission('schools.create')
  @ApiOperation({ summary: 'Say whether a region is connected, and where its families go until then (SC-1)', operationId: 'changeRegion' })
  @ApiParam({ name: 'code', example: '39' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required')
  async change(@CurrentActor() actor: Actor, @Param('code') code: string, @IfMatch() version: number, @Body() body: ChangeRegionDto, @Language() locale: Locale): Promise<RegionDto> {
    return toRegionDto(await this.regions.change(actor, code, version, body), locale);
  }

  @Get('schools/compare')
  @Public('A family chooses its school before it has an account')
  @ApiOperation({ summary: 'Cards of schools side by side (SC-1)', operationId: 'compareSchools' })
  @Problems('input.invalid')
  async compare(@Query() { ids }: CompareQueryDto, @Language() locale: Locale): Promise<ComparedSchoolsDto> {
    return { items: (await this.cards.openOnes(ids)).map((card) => toSchoolDto(card, locale)), nextCursor: null };
  }
}
