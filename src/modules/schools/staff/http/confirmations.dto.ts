import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional, IsString, Length, Matches } from 'class-validator';
import { type Locale, say } from '../../../../platform/i18n/index.js';
import { IsId, PageQuery } from '../../../../platform/http/index.js';
import type { ConfirmationResult } from '../app/bulk-confirmation.service.js';
import type { SchoolRule } from '../app/confirmation-rules.service.js';
import { StaffPositionDto, toStaffPositionDto } from './staff.dto.js';

export class WaitingQueryDto extends PageQuery {
  /** Of one region. The operator sees appointments of schools nobody coordinates unless one is named. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  region?: string;
  /** Of one school. */
  @IsOptional() @IsId()
  school?: string;
}

export class ConfirmStaffBulkDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsId({ each: true })
  @ApiProperty({ type: [String], maxItems: 100, example: ['01a204a7-32b4-769f-8e99-fca8e78eaf84'] })
  ids: string[];
}

export class DeclineStaffDto {
  /** Whoever appointed is told. @example "Нет справки об отсутствии судимости" */
  @IsString() @Length(3, 500)
  reason: string;
}

export class ConfirmationProblemDto {
  /** @example "schools.already_decided" */
  code: string;
  /** @example "По этому назначению уже принято решение." */
  detail: string;
}

export class ConfirmationResultDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  id: string;
  /** @example true */
  confirmed: boolean;
  @ApiProperty({ type: StaffPositionDto, nullable: true })
  position: StaffPositionDto | null;
  @ApiProperty({ type: ConfirmationProblemDto, nullable: true, example: null })
  problem: ConfirmationProblemDto | null;
}

export class ConfirmationResultsDto {
  results: ConfirmationResultDto[];
}

export class RegionConfirmationDto {
  /** Appointments wait for the regional coordinator, or for the operator where there is none. @example true */
  @IsBoolean()
  required: boolean;
}

export class SetSchoolConfirmationDto {
  /** Null: as the region. */
  @IsOptional() @IsBoolean() @ApiProperty({ type: Boolean, nullable: true, required: false, example: false })
  required?: boolean | null;
}

export class SchoolConfirmationDto {
  /** @example true */
  required: boolean;
  /** Who has said so: the region for all its schools, or a word on this one. */
  @ApiProperty({ enum: ['region', 'school'], example: 'region' })
  setFor: string;
  @ApiProperty({ enum: ['regional_coordinator', 'operator'], example: 'regional_coordinator' })
  confirmedBy: string;
  /** Appointments that wait. */
  @ApiProperty({ type: 'integer', example: 2 })
  waiting: number;
}

export function toSchoolConfirmationDto({ required, ofSchool, confirmedBy, waiting }: SchoolRule): SchoolConfirmationDto {
  return { required, setFor: ofSchool === null ? 'region' : 'school', confirmedBy, waiting };
}

export function toConfirmationResultDto(result: ConfirmationResult, locale: Locale): ConfirmationResultDto {
  if (result.position !== null) return { id: result.id, confirmed: true, position: toStaffPositionDto(result.position), problem: null };
  const { code, params } = result.problem;
  return { id: result.id, confirmed: false, position: null, problem: { code, detail: say(code, params, locale) } };
}
