import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsInt, IsOptional, IsString, Length, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import type { PupilAverage, SavedMark } from '../journal.contracts.js';
import { IsOptionalId, MARK_ID, PUPIL_ID, WORK_ID } from './examples.js';

/** The mark a writer saw in the cell. */
export class ExpectedDto {
  @IsId() @ApiProperty({ example: MARK_ID })
  id: string;

  @IsInt() @Min(1) @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

/** One cell of a column. */
export class CellDto {
  @IsId() @ApiProperty({ example: PUPIL_ID })
  pupilId: string;

  /** A value of the school's scale: 5…1, «зач», «незач», «осв», «н/а», «.», or its code. */
  @IsDefined() @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], example: 5 })
  value: string | number;

  /** The work (column); without it and `workTypeId`, the lesson's first work of the type `answer`. */
  @IsOptionalId() @ApiProperty({ example: WORK_ID })
  workId?: string;

  /** The lesson's first work of this type, made when there is none. */
  @IsOptionalId()
  workTypeId?: string;

  @IsOptional() @IsString() @Length(1, 500) @ApiProperty({ type: String, required: false, nullable: true, example: 'Хорошее объяснение' })
  comment?: string | null;

  /** What you saw in the cell: null or absent means it was empty (JO-9). */
  @IsOptional() @ValidateNested() @Type(() => ExpectedDto) @ApiProperty({ type: ExpectedDto, required: false, nullable: true, example: null })
  expected?: ExpectedDto | null;

  /** Why a mark that was there is changed (`GET /mark-change-reasons`). */
  @IsOptional() @IsString() @MaxLength(40) @ApiProperty({ type: String, required: false })
  reasonCode?: string;

  @IsOptional() @IsString() @MaxLength(500) @ApiProperty({ type: String, required: false })
  note?: string;
}

/** One cell of a block over several lessons. */
export class BlockCellDto extends CellDto {
  @IsId() @ApiProperty({ example: '019a6f3c-2f00-7c1e-8f2b-3f1d2c4b5a69' })
  lessonId: string;
}

export class SaveColumnDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => CellDto)
  @ApiProperty({ type: [CellDto], minItems: 1, maxItems: 100 })
  marks: CellDto[];
}

export class SaveBlockDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(1000) @ValidateNested({ each: true }) @Type(() => BlockCellDto)
  @ApiProperty({ type: [BlockCellDto], minItems: 1, maxItems: 1000 })
  marks: BlockCellDto[];
}

export class ChangeMarkDto {
  @IsDefined() @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], example: 4 })
  value: string | number;

  /** Why (`GET /mark-change-reasons`, JO-6). */
  @IsString() @MaxLength(40) @ApiProperty({ example: 'rechecked' })
  reasonCode: string;

  /** Needed for the reason `other`. */
  @IsOptional() @IsString() @MaxLength(500) @ApiProperty({ type: String, required: false })
  note?: string;

  /** Absent leaves the comment, null takes it away. */
  @IsOptional() @IsString() @Length(1, 500) @ApiProperty({ type: String, required: false, nullable: true })
  comment?: string | null;
}

export class RemoveMarkQuery {
  /** Why (`GET /mark-change-reasons`, JO-6). */
  @IsString() @MaxLength(40) @ApiProperty({ example: 'entered_by_mistake' })
  reasonCode: string;

  @IsOptional() @IsString() @MaxLength(500) @ApiProperty({ type: String, required: false })
  note?: string;
}

export class MarkDto {
  @ApiProperty({ format: 'uuid', example: MARK_ID }) id: string;
  @ApiProperty({ format: 'uuid' }) lessonId: string;
  @ApiProperty({ format: 'uuid', example: WORK_ID }) workId: string;
  @ApiProperty({ format: 'uuid', example: PUPIL_ID }) pupilId: string;
  /** Code of the school's scale. */
  @ApiProperty({ example: '5' }) value: string;
  @ApiProperty({ type: String, nullable: true, example: null }) comment: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

/** A pupil's average in the group and term: decimals with two places, rounded half up from the exact fraction (JO-4). */
export class AverageDto {
  @ApiProperty({ format: 'uuid', example: PUPIL_ID }) pupilId: string;
  @ApiProperty({ format: 'uuid' }) termId: string;
  @ApiProperty({ type: String, nullable: true, example: '4.67' }) average: string | null;
  @ApiProperty({ type: String, nullable: true, example: '4.44' }) weightedAverage: string | null;
  /** How many marks count. */
  @ApiProperty({ type: 'integer', example: 3 }) count: number;
  /** Σ mark × weight. */
  @ApiProperty({ type: 'integer', example: 40 }) sum: number;
  /** Σ weight. */
  @ApiProperty({ type: 'integer', example: 9 }) weight: number;
}

export class SavedMarksDto {
  @ApiProperty({ type: [MarkDto] }) marks: MarkDto[];
  /** Of the pupils whose marks were saved. */
  @ApiProperty({ type: [AverageDto] }) averages: AverageDto[];
}

export class ChangedMarkDto extends MarkDto {
  @ApiProperty({ type: [AverageDto] }) averages: AverageDto[];
}

export class RemovedMarkDto {
  @ApiProperty({ type: [AverageDto] }) averages: AverageDto[];
}

export function toAverageDto(average: PupilAverage): AverageDto {
  const { pupilId, termId, average: plain, weightedAverage, count, sum, weight } = average;
  return { pupilId, termId, average: plain, weightedAverage, count, sum, weight };
}

export function toMarkDto(mark: SavedMark): MarkDto {
  const { id, lessonId, workId, pupilId, value, comment, version } = mark;
  return { id, lessonId, workId, pupilId, value, comment, version };
}
