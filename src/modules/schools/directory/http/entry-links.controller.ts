import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { ENTRANTS, type Entrant, EntryLinks } from '../app/entry-links.query.js';

export class EntryLinkDto {
  @ApiProperty({ enum: ENTRANTS, example: 'guardian' })
  entrant: Entrant;
  /** @example "https://cabinet.example.org/entry/K7MQ2HXZ?as=guardian" */
  url: string;
  /** The link as a QR code: an SVG document. */
  qr: string;
}

export class EntryLinkListDto {
  items: EntryLinkDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class EntryQueryDto {
  /** Whom the link was printed for. */
  @IsOptional() @IsIn(ENTRANTS) @ApiProperty({ enum: ENTRANTS, required: false })
  as?: Entrant;
}

/** The school an entry link leads to. */
export class EntryDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
  /** @example "39" */
  regionCode: string;
  @ApiProperty({ format: 'uuid', example: '01a204a7-3253-78a9-af1b-777dbf80de2d' })
  settlementId: string;
  /** @example "ул. Школьная, 1" */
  address: string;
  @ApiProperty({ enum: ENTRANTS, nullable: true, example: 'guardian' })
  entrant: Entrant | null;
}

@Controller()
@ApiTags('Directory')
export class EntryLinksController {
  constructor(private readonly links: EntryLinks) {}

  @Get('schools/:id/entry-links')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Links with QR codes for pupils, parents and staff (SC-2)', operationId: 'listEntryLinks' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string): Promise<EntryLinkListDto> {
    requireOwnSchool(actor, schoolId);
    return { items: await this.links.of(schoolId), nextCursor: null };
  }

  @Get('entry/:code')
  @Public('A printed link is opened before one has an account')
  @ApiOperation({ summary: 'The school a public code belongs to', operationId: 'openEntryLink' })
  @ApiParam({ name: 'code', example: 'K7MQ2HXZ' })
  async entry(@Param('code') code: string, @Query() query: EntryQueryDto): Promise<EntryDto> {
    const { id, name, regionCode, settlementId, address } = await this.links.school(code);
    return { schoolId: id, name, regionCode, settlementId, address, entrant: query.as ?? null };
  }
}
