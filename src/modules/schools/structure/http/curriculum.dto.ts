import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsInt, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsId, QueryInt } from '../../../../platform/http/index.js';
import type { NamedDifference } from '../app/curriculum-check.query.js';
import { CURRICULUM_DIFFERENCES } from '../domain/check-curriculum.js';

export class NewCurriculumDto {
  /** The year the school year starts in. @example 2026 */
  @IsInt() @Min(2000) @Max(2100) @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;

  @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', example: 10 })
  gradeLevel: number;

  /** Of the classes with this profile; null: of those whose profile has no line of its own. @example "физико-математический" */
  @IsOptional() @IsString() @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false, example: 'физико-математический' })
  profile?: string | null;

  @IsId()
  subjectId: string;

  /** Lessons a week. */
  @IsNumber({ maxDecimalPlaces: 1 }) @Min(0.5) @Max(40) @ApiProperty({ type: Number, example: 3 })
  hoursAWeek: number;
}

export class ChangeCurriculumDto extends PartialType(OmitType(NewCurriculumDto, ['schoolYear']), { skipNullProperties: false }) {}

export class CurriculumDto extends NewCurriculumDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class CurriculumPageDto {
  items: CurriculumDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class CurriculumCheckQuery {
  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

/** Where a class is taught other hours than planned. */
export class CurriculumDifferenceDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  classId: string;
  /** @example "10А" */
  className: string;
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  subjectId: string;
  /** @example "Математика" */
  subject: string;
  /**
   * `no_group`: nobody teaches it; `no_hours`: a group says no hours; `less`, `more`: than planned; `uneven`: subgroups get
   * different hours; `not_planned`: taught, but not in the curriculum.
   */
  @ApiProperty({ enum: CURRICULUM_DIFFERENCES, example: 'less' })
  difference: string;
  @ApiProperty({ type: Number, nullable: true, example: 5 })
  planned: number | null;
  /** The fewest hours a pupil of the class gets. */
  @ApiProperty({ type: Number, example: 4 })
  givenLeast: number;
  /** The most. */
  @ApiProperty({ type: Number, example: 4 })
  givenMost: number;
}

export class CurriculumCheckDto {
  items: CurriculumDifferenceDto[];
  /** Always null: all differences are in one answer. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toCurriculumDto(row: Readonly<Record<string, unknown>>): CurriculumDto {
  const { id, version, schoolYear, gradeLevel, profile, subjectId, hoursAWeek } = row as unknown as CurriculumDto;
  return { id, schoolYear, gradeLevel, profile, subjectId, hoursAWeek: Number(hoursAWeek), version };
}

export function toDifferenceDto({ classId, className, subjectId, subject, difference, planned, givenLeast, givenMost }: NamedDifference): CurriculumDifferenceDto {
  return { classId, className, subjectId, subject, difference, planned, givenLeast, givenMost };
}
