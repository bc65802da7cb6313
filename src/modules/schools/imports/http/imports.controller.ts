import { Controller, Get, Headers, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { ExportFile } from '../app/export-file.query.js';
import { FileRights } from '../app/file-rights.js';
import { ImportFile } from '../app/import-file.service.js';
import { ImportsQuery as Imports } from '../app/imports.query.js';
import { IMPORT_KINDS, type ImportKind } from '../kinds/kinds.js';
import { readImportForm } from './import-form.js';
import { ExportQuery, ImportFormDto, ImportPageDto, ImportResultDto, ImportsQuery, toImportResultDto } from './import.dto.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@Controller('schools/:id')
@ApiTags('Imports')
@RequirePermission('schools.exchange_files')
export class ImportsController {
  constructor(private readonly imports: ImportFile, private readonly exports: ExportFile, private readonly results: Imports, private readonly rights: FileRights) {}

  // The same file again changes nothing, and a form is not to be read inside a transaction.
  @Post('imports')
  @NoIdempotency()
  @ApiOperation({
    summary: 'Take in pupils, classes and what else a school is made of from CSV or XLSX, or preview it; every wrong cell is named by line and column (SC-6)',
    description: 'A timetable needs the right to plan (`schedule.plan`), every other kind the right to files (`schools.files`).', operationId: 'importFile',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportFormDto })
  @Problems('input.invalid', 'imports.spreadsheet', 'imports.workbook', 'imports.workbook_too_large', 'imports.not_text', 'imports.too_many_rows', 'imports.year_unknown', 'upload.too_large', 'upload.empty')
  async run(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Req() request: FastifyRequest, @Headers('accept-language') language?: string,
  ): Promise<ImportResultDto> {
    requireOwnSchool(actor, schoolId);
    await this.rights.kindsOf(actor); // whoever may send none is refused before the file is read
    return toImportResultDto(await this.imports.run(actor, await readImportForm(request, schoolId)), localeOf(language));
  }

  @Get('imports')
  @ApiOperation({ summary: 'Imports of the school of the kinds one may take in, the latest first', operationId: 'listImports' })
  async list(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: ImportsQuery, @Headers('accept-language') language?: string,
  ): Promise<ImportPageDto> {
    requireOwnSchool(actor, schoolId);
    const { items, nextCursor } = await this.results.page(actor, schoolId, query.limit, query.cursor);
    return { items: items.map((item) => toImportResultDto(item, localeOf(language))), nextCursor };
  }

  @Get('imports/:importId')
  @ApiOperation({ summary: 'What an import did', operationId: 'getImport' })
  async get(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('importId') importId: string, @Headers('accept-language') language?: string,
  ): Promise<ImportResultDto> {
    requireOwnSchool(actor, schoolId);
    return toImportResultDto(await this.results.byId(actor, schoolId, importId), localeOf(language));
  }

  @Get('exports/:kind')
  @ApiOperation({ summary: 'What an import took in, in the form it takes', operationId: 'exportFile' })
  @Problems('auth.step_up_needed')
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS })
  @ApiProduces('text/csv', XLSX)
  @ApiResponse({ status: 200, description: 'CSV: UTF-8 with a mark, `;`; or a workbook', schema: { type: 'string', example: 'Класс;Смена;Профиль\r\n5А;1;\r\n' } })
  async export(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('kind') kind: string, @Query() query: ExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    requireOwnSchool(actor, schoolId);
    if (!(IMPORT_KINDS as readonly string[]).includes(kind)) throw notFound();
    const { bytes, schoolYear } = await this.exports.run(actor, schoolId, kind as ImportKind, query);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: query.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX, disposition: `attachment; filename="${kind}-${schoolYear}.${query.format}"` });
  }
}
