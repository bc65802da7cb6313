import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Language, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { DirectoryQuery } from '../app/directory.query.js';
import { SchoolCards } from '../app/school-cards.service.js';
import {
  ChangeSchoolDto, FoundSchoolPageDto, NewSchoolDto, RegionDto, RegionListDto, SchoolDto, SchoolsQueryDto, SettlementPageDto, SettlementsQueryDto,
  toFoundSchoolDto, toRegionDto, toSchoolDto, toSettlementDto,
} from './directory.dto.js';

const OPEN = 'The directory is for everybody: a family looks for its school before it has an account';

@Controller()
@ApiTags('Directory')
export class DirectoryController {
  constructor(private readonly directory: DirectoryQuery, private readonly cards: SchoolCards) {}

  @Get('regions')
  @Public(OPEN)
  @ApiOperation({ summary: 'All subjects of the federation, with whether they are connected (SC-1)', operationId: 'listRegions' })
  @Problems('input.invalid')
  async regions(@Language() locale: Locale): Promise<RegionListDto> {
    return { items: (await this.directory.regions()).map((region) => toRegionDto(region, locale)), nextCursor: null };
  }

  @Get('regions/:code')
  @Public(OPEN)
  @ApiOperation({ summary: 'A region', operationId: 'getRegion' })
  @ApiParam({ name: 'code', example: '39' })
  async region(@Param('code') code: string, @Language() locale: Locale): Promise<RegionDto> {
    return toRegionDto(await this.directory.region(code), locale);
  }

  @Get('regions/:code/settlements')
  @Public(OPEN)
  @ApiOperation({ summary: 'Settlements of a region by their first letters', operationId: 'listSettlements' })
  @ApiParam({ name: 'code', example: '39' })
  async settlements(@Param('code') code: string, @Query() query: SettlementsQueryDto): Promise<SettlementPageDto> {
    const { items, nextCursor } = await this.directory.settlements(code, query.q, query);
    return { items: items.map(toSettlementDto), nextCursor };
  }

  @Get('schools')
  @Public(OPEN)
  @ApiOperation({ summary: 'Search of schools by name, INN, OKPO, place, type, profile, free places, distance (SC-1)', operationId: 'listSchools' })
  async search(@Query() query: SchoolsQueryDto, @Language() locale: Locale): Promise<FoundSchoolPageDto> {
    const { items, nextCursor } = await this.directory.search(query, query);
    return { items: items.map((school) => toFoundSchoolDto(school, locale)), nextCursor };
  }

  @Post('schools')
  @Versioned()
  @RequirePermission('schools.create')
  @ApiOperation({ summary: 'Add a school; it runs in trial mode until it is opened', operationId: 'createSchool' })
  @Problems('input.invalid', 'inn.checksum', 'okpo.checksum', 'ogrn.checksum', 'schools.region_unknown', 'schools.settlement_unknown', 'schools.zone_unknown', 'schools.registered_already')
  async create(@CurrentActor() actor: Actor, @Body() body: NewSchoolDto, @Language() locale: Locale): Promise<SchoolDto> {
    return toSchoolDto(await sayingClashes(() => this.cards.create(actor, body)), locale);
  }

  @Get('schools/:id')
  @Versioned()
  @Public(OPEN)
  @ApiOperation({ summary: 'The card of a school open to families (SC-2)', operationId: 'getSchool' })
  async card(@Param('id') id: string, @Language() locale: Locale): Promise<SchoolDto> {
    return toSchoolDto(await this.cards.open(id), locale);
  }

  @Get('schools/:id/own-card')
  @Versioned()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'The card as the school\'s own people see it, in trial mode too', operationId: 'getOwnSchool' })
  async own(@CurrentActor() actor: Actor, @Param('id') id: string, @Language() locale: Locale): Promise<SchoolDto> {
    requireOwnSchool(actor, id);
    return toSchoolDto(await this.cards.own(id), locale);
  }

  @Patch('schools/:id')
  @Versioned()
  @RequirePermission('schools.write')
  @ApiOperation({ summary: 'Change the card of the own school', operationId: 'changeSchool' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'inn.checksum', 'okpo.checksum', 'ogrn.checksum', 'schools.settlement_unknown', 'schools.zone_unknown', 'schools.registered_already')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeSchoolDto, @Language() locale: Locale): Promise<SchoolDto> {
    requireOwnSchool(actor, id);
    return toSchoolDto(await sayingClashes(() => this.cards.change(actor, id, version, body)), locale);
  }
}
