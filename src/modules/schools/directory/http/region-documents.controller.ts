import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProperty, ApiTags, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUrl, Length } from 'class-validator';
import { CurrentActor, Public, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, IsCalendarDate, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { toPage } from '../../structure/http/to-page.js';
import { RegionDocuments } from '../app/region-documents.service.js';
import { REGION_DOCUMENT_KINDS, type RegionDocument, type RegionDocumentData } from '../directory.model.js';

export class RegionDocumentsQueryDto extends PageQuery {
  @IsOptional() @IsIn(REGION_DOCUMENT_KINDS) @ApiProperty({ enum: REGION_DOCUMENT_KINDS, required: false })
  kind?: RegionDocumentData['kind'];
}

export class NewRegionDocumentDto {
  @IsIn(REGION_DOCUMENT_KINDS) @ApiProperty({ enum: REGION_DOCUMENT_KINDS, example: 'template' })
  kind: RegionDocumentData['kind'];
  /** @example "Справка об обучении" */
  @IsString() @Length(1, 300)
  title: string;
  /** Where it is published. @example "https://edu.example.org/spravka.docx" */
  @IsUrl({ protocols: ['https'], require_protocol: true }) @Length(1, 1000)
  url: string;
  /** The day it holds from. */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: '2026-09-01' })
  validFrom?: string | null;
}

export class ChangeRegionDocumentDto extends PartialType(NewRegionDocumentDto, { skipNullProperties: false }) {}

export class RegionDocumentDto extends NewRegionDocumentDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class RegionDocumentPageDto {
  items: RegionDocumentDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

@Controller('regions/:code/documents')
@ApiTags('Directory')
@ApiParam({ name: 'code', example: '39' })
export class RegionDocumentsController {
  constructor(private readonly documents: RegionDocuments) {}

  @Get()
  @Public('What a region publishes is for everybody')
  @ApiOperation({ summary: 'Norms and templates of documents of a region (SC-1)', operationId: 'listRegionDocuments' })
  async list(@Param('code') code: string, @Query() query: RegionDocumentsQueryDto): Promise<RegionDocumentPageDto> {
    return toPage(await this.documents.list(code, query.kind ?? null, query), toRegionDocumentDto);
  }

  @Post()
  @Versioned()
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Publish a norm or a template of the region', operationId: 'createRegionDocument' })
  @Problems('input.invalid', 'schools.whole_region_only')
  async create(@CurrentActor() actor: Actor, @Param('code') code: string, @Body() { validFrom = null, ...data }: NewRegionDocumentDto): Promise<RegionDocumentDto> {
    return toRegionDocumentDto(await this.documents.create(actor, code, { ...data, validFrom }));
  }

  @Patch(':documentId')
  @Versioned()
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Change a norm or a template', operationId: 'changeRegionDocument' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.whole_region_only')
  async change(
    @CurrentActor() actor: Actor, @Param('code') code: string, @Param('documentId') id: string, @IfMatch() version: number, @Body() body: ChangeRegionDocumentDto,
  ): Promise<RegionDocumentDto> {
    return toRegionDocumentDto(await this.documents.change(actor, code, id, version, body));
  }

  @Delete(':documentId')
  @HttpCode(204)
  @RequirePermission('schools.oversee')
  @ApiOperation({ summary: 'Take a norm or a template away', operationId: 'removeRegionDocument' })
  @Problems('object.stale', 'object.if_match_required', 'schools.whole_region_only')
  async remove(@CurrentActor() actor: Actor, @Param('code') code: string, @Param('documentId') id: string, @IfMatch() version: number): Promise<void> {
    await this.documents.remove(actor, code, id, version);
  }
}

function toRegionDocumentDto({ id, kind, title, url, validFrom, version }: RegionDocument): RegionDocumentDto {
  return { id, kind, title, url, validFrom, version };
}
