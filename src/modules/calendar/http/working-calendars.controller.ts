import { Body, Controller, Get, Headers, HttpCode, Param, ParseIntPipe, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Public, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency, Problems, readForm, readInput } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { InvalidInput, notFound } from '../../../shared/domain-error.js';
import { MOST_CSV_BYTES } from '../app/calendar-csv.js';
import { CalendarsQuery } from '../app/calendars.query.js';
import { ImportCalendarService } from '../app/import-calendar.service.js';
import { RegionalHolidaysService } from '../app/regional-holidays.service.js';
import {
  ImportFieldsDto, ImportFormDto, ImportResultDto, RegionalHolidaysDto, toImportResultDto, toWorkingCalendarDto, WorkingCalendarDto,
} from './calendar.dto.js';

@Controller('working-calendars')
@ApiTags('Working calendar')
export class WorkingCalendarsController {
  constructor(
    private readonly calendars: CalendarsQuery,
    private readonly imports: ImportCalendarService,
    private readonly regional: RegionalHolidaysService,
  ) {}

  @Get(':year')
  @Public('The production calendar is law, known to everybody')
  @ApiOperation({ summary: 'A loaded year: its special days and regional holidays', operationId: 'getWorkingCalendar' })
  @Problems('calendar.year_not_loaded')
  async year(@Param('year', ParseIntPipe) year: number): Promise<WorkingCalendarDto> {
    return toWorkingCalendarDto(await this.calendars.year(year));
  }

  // The same file again changes nothing, and a form is not to be read inside a transaction.
  @Post('imports')
  @HttpCode(200)
  @NoIdempotency()
  @RequirePermission('calendar.import')
  @ApiOperation({ summary: 'Load years from the open-data file; shows the difference per day, replaces a loaded year only when told to', operationId: 'importWorkingCalendar' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportFormDto })
  @Problems('input.invalid', 'calendar_import.not_csv', 'calendar_import.no_years', 'calendar_import.year_not_in_file', 'upload.too_large')
  async import(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Headers('accept-language') language?: string): Promise<ImportResultDto> {
    const { fields, file } = await readForm(request, { fields: ['mode', 'replace', 'partial'], maxBytes: MOST_CSV_BYTES }, async ({ bytes }) => {
      const chunks: Buffer[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      return Buffer.concat(chunks);
    });
    if (file === null) throw new InvalidInput([{ pointer: '/file', code: 'input.required' }]);
    const order = await readInput(ImportFieldsDto, fields, 'body');
    return toImportResultDto(await this.imports.import(actor, file, order), localeOf(language));
  }

  @Put(':year/regional-holidays/:region')
  @HttpCode(204)
  @RequirePermission('calendar.import')
  @ApiOperation({ summary: 'Set the holidays of a region in a year', operationId: 'setRegionalHolidays' })
  @Problems('calendar.day_of_other_year')
  async setRegional(
    @CurrentActor() actor: Actor, @Param('year', ParseIntPipe) year: number, @Param('region') region: string, @Body() body: RegionalHolidaysDto,
  ): Promise<void> {
    if (!/^\d{2}$/.test(region) || year < 1992 || year > 2199) throw notFound();
    await this.regional.replace(actor, region, year, body.dates);
  }
}
