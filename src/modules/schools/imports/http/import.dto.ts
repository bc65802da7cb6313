import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsCalendarDate, PageQuery, QueryBoolean, QueryInt } from '../../../../platform/http/index.js';
import { type Locale, say } from '../../../../platform/i18n/index.js';
import type { ImportResult } from '../imports.contracts.js';
import { IMPORT_KINDS, type ImportKind } from '../kinds/kinds.js';

/** The text fields of the form. */
export class ImportFieldsDto {
  /** What the rows are. */
  @IsIn(IMPORT_KINDS) @ApiProperty({ enum: IMPORT_KINDS, example: 'pupils' })
  kind: ImportKind;

  /** `preview` tells what would be done, `commit` does it. @example "preview" */
  @IsIn(['preview', 'commit'])
  mode: 'preview' | 'commit';

  /** Accept the good rows when others are wrong; otherwise nothing is written. @example false */
  @QueryBoolean()
  partial: boolean = false;

  /** School year of the classes, the year it starts in; the present one unless said. @example 2026 */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;

  /** Day on which changes of class take place; today unless said. @example "2026-11-22" */
  @IsOptional() @IsCalendarDate()
  on?: string;
}

/** The form as the document shows it. */
export class ImportFormDto extends ImportFieldsDto {
  /** CSV (UTF-8 or windows-1251, `;` or `,`) or XLSX (its first sheet, no formulas), headings in Russian or English; at most 5 MB and 10,000 rows. */
  @ApiProperty({ type: String, format: 'binary' })
  file: unknown;
}

export class ImportErrorDto {
  /** Line of the file; the heading is 1. */
  @ApiProperty({ type: 'integer', example: 5 })
  line: number;
  /** Heading of the column as it stands in the file; null for the whole line. */
  @ApiProperty({ type: String, nullable: true, example: 'Дата рождения' })
  column: string | null;
  /** @example "imports.date" */
  code: string;
  /** @example "Укажите существующую дату в виде ДД.ММ.ГГГГ." */
  message: string;
}

/** What a file did or would do (SC-6). */
export class ImportResultDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  id: string;
  @ApiProperty({ enum: IMPORT_KINDS, example: 'pupils' })
  kind: string;
  @ApiProperty({ enum: ['preview', 'commit'], example: 'commit' })
  mode: string;
  /** @example false */
  partial: boolean;
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  /** @example "5А.csv" */
  fileName: string;
  /** False for a preview, and when a wrong row kept the file from being written. @example true */
  written: boolean;
  /** Rows under the heading. */
  @ApiProperty({ type: 'integer', example: 28 })
  rows: number;
  @ApiProperty({ type: 'integer', example: 27 })
  created: number;
  @ApiProperty({ type: 'integer', example: 0 })
  changed: number;
  /** Known already and not changed. */
  @ApiProperty({ type: 'integer', example: 0 })
  same: number;
  errors: ImportErrorDto[];
  /** @example "2026-11-22T09:00:00.000Z" */
  @ApiProperty({ format: 'date-time' })
  askedAt: string;
}

export class ImportPageDto {
  items: ImportResultDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class ImportsQuery extends PageQuery {}

export class ExportQuery {
  @IsOptional() @IsIn(['csv', 'xlsx']) @ApiProperty({ enum: ['csv', 'xlsx'], required: false, default: 'csv', example: 'csv' })
  format: 'csv' | 'xlsx' = 'csv';

  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

export function toImportResultDto(result: ImportResult, locale: Locale): ImportResultDto {
  const { id, kind, mode, partial, schoolYear, fileName, written, rows, created, changed, same, errors, askedAt } = result;
  return {
    id, kind, mode, partial, schoolYear, fileName, written, rows, created, changed, same, askedAt: new Date(askedAt).toISOString(),
    errors: errors.map(({ line, column, code, params }) => ({ line, column, code, message: say(code, params ?? {}, locale) })),
  };
}
