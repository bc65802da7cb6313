import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsId } from '../../../../platform/http/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { PromotionResult } from '../app/promote-school.service.js';

export class PromotionOrderDto {
  /** The year that ends, by the year it starts in; the next one must have been made. */
  @IsInt() @Min(2000) @Max(2100) @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;

  /** `preview` tells what would be done, `commit` does it. */
  @IsIn(['preview', 'commit']) @ApiProperty({ enum: ['preview', 'commit'], example: 'preview' })
  mode: 'preview' | 'commit';

  /** Pupils who stay in their grade for another year. */
  @IsArray() @ArrayMaxSize(2000) @IsId({ each: true }) @ApiProperty({ type: [String], required: false, example: [] })
  repeating: string[] = [];

  /** Pupils who leave the school before the last grade, such as after the ninth. */
  @IsArray() @ArrayMaxSize(2000) @IsId({ each: true }) @ApiProperty({ type: [String], required: false, example: [] })
  leaving: string[] = [];

  /** Number of the order. @example "45-у" */
  @IsOptional() @IsString() @Length(1, 100)
  orderNumber?: string;
}

export class PromotedClassDto {
  /** @example "5А" */
  from: string;
  /** The class of the next year; null: the class leaves the school. */
  @ApiProperty({ type: String, nullable: true, example: '6А' })
  to: string | null;
  @ApiProperty({ type: 'integer', example: 27 })
  pupils: number;
  /** The class of the next year is made by this. @example true */
  made: boolean;
}

export class PromotionExceptionDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  pupilId: string;
  /** @example "Иванов Пётр Ильич" */
  name: string;
  /** @example "5А" */
  className: string;
  @ApiProperty({ enum: ['repeating', 'graduated'], example: 'repeating' })
  outcome: string;
}

export class PromotionDto {
  /** False for a preview. @example true */
  written: boolean;
  /** The year they go into. */
  @ApiProperty({ type: 'integer', example: 2027 })
  schoolYear: number;
  @ApiProperty({ type: 'integer', example: 512 })
  promoted: number;
  @ApiProperty({ type: 'integer', example: 1 })
  repeating: number;
  @ApiProperty({ type: 'integer', example: 48 })
  graduated: number;
  /** Who was in the next year before. */
  @ApiProperty({ type: 'integer', example: 0 })
  already: number;
  classes: PromotedClassDto[];
  /** Pupils who do not go up with their class. */
  exceptions: PromotionExceptionDto[];
}

export function toPromotionDto({ classes, exceptions, ...counts }: PromotionResult): PromotionDto {
  return {
    ...counts, classes: classes.map((c) => ({ ...c })),
    exceptions: exceptions.map(({ pupil, className, outcome }) => ({ pupilId: pupil.id, name: displayName(pupil), className, outcome })),
  };
}
