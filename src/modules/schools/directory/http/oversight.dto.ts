import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsCalendarDate } from '../../../../platform/http/index.js';
import { INSPECTION_OUTCOMES, type Inspection } from '../directory.model.js';

/** Entered with its source and date, never computed from marks. */
export class RatingDto {
  /** A decimal from 0 to 99.99. @example "4.75" */
  @Matches(/^\d{1,2}(\.\d{1,2})?$/)
  value: string;
  /** Who rates. @example "Региональный рейтинг общего образования" */
  @IsString() @Length(1, 200)
  source: string;
  @IsCalendarDate() @ApiProperty({ type: String, format: 'date', example: '2026-06-30' })
  on: string;
}

export class NewInspectionDto {
  @IsCalendarDate() @ApiProperty({ type: String, format: 'date', example: '2026-03-12' })
  heldOn: string;
  /** @example "Рособрнадзор" */
  @IsString() @Length(1, 200)
  authority: string;
  /** What was inspected. @example "Качество подготовки обучающихся" */
  @IsString() @Length(1, 500)
  subject: string;
  @IsIn(INSPECTION_OUTCOMES) @ApiProperty({ enum: INSPECTION_OUTCOMES, example: 'passed' })
  outcome: Inspection['outcome'];
  @IsOptional() @IsString() @Length(1, 1000) @ApiProperty({ type: String, nullable: true, required: false, example: null })
  note?: string | null;
}

export class InspectionDto extends NewInspectionDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
}

export class InspectionPageDto {
  items: InspectionDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toInspectionDto({ id, heldOn, authority, subject, outcome, note }: Inspection): InspectionDto {
  return { id, heldOn, authority, subject, outcome, note };
}
