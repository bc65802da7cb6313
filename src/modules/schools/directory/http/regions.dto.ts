import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUrl, IsUUID, Length } from 'class-validator';
import { IsCalendarDate } from '../../../../platform/http/index.js';
import { CONNECTIONS, type Region } from '../directory.model.js';
import { SchoolDto } from './directory.dto.js';

export class ChangeRegionDto {
  @IsOptional() @IsIn(CONNECTIONS) @ApiProperty({ enum: CONNECTIONS, required: false, example: 'planned' })
  connection?: Region['connection'];
  /** Needed for a planned region. @example "2027-09-01" */
  @IsOptional() @IsCalendarDate()
  plannedOn?: string;
  /** Where its families go until then. */
  @IsOptional() @IsUrl({ protocols: ['https'], require_protocol: true }) @ApiProperty({ type: String, nullable: true, required: false, example: 'https://edu.example.org' })
  portalUrl?: string | null;
  @IsOptional() @IsString() @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false, example: null })
  signInProvider?: string | null;
}

export class CompareQueryDto {
  /** Two to five schools, separated by commas. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [...new Set(value.split(','))] : value))
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(5) @IsUUID('all', { each: true })
  @ApiProperty({ type: String, example: '01a204a7-32b4-769f-8e99-fca8e78eaf84,01a204a7-3253-78a9-af1b-777dbf80de2d' })
  ids: string[];
}

export class ComparedSchoolsDto {
  /** In the order asked for. */
  items: SchoolDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}
