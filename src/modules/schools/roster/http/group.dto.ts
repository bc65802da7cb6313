import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsNumber, IsOptional, IsString, Length, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery, QueryInt } from '../../../../platform/http/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { Names } from '../app/classes.query.js';
import { PersonRefDto } from './class.dto.js';
import type { GroupRow } from '../roster.model.js';

export class GroupsQueryDto extends PageQuery {
  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;

  /** Only groups with this class or a part of it. */
  @IsOptional() @IsId()
  class?: string;

  @IsOptional() @IsId()
  subject?: string;

  /** Only groups this person teaches or taught. */
  @IsOptional() @IsId()
  teacher?: string;
}

export class PartDto {
  @IsId()
  classId: string;

  /** Division of the class; 0: the whole class. */
  @IsInt() @Min(0) @Max(20) @ApiProperty({ type: 'integer', example: 1 })
  division: number;

  /** Subgroup in the division; 0: the whole class. */
  @IsInt() @Min(0) @Max(10) @ApiProperty({ type: 'integer', example: 2 })
  subgroup: number;
}

export class NewGroupDto {
  @IsId()
  subjectId: string;

  /** Made of its classes unless said. @example "5А/2" */
  @IsOptional() @IsString() @Length(1, 100)
  name?: string;

  /** Lessons a week. */
  @IsOptional() @IsNumber({ maxDecimalPlaces: 1 }) @Min(0.5) @Max(40) @ApiProperty({ type: Number, nullable: true, required: false, example: 3 })
  hoursAWeek?: number | null;

  /** The classes and subgroups it is made of. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => PartDto)
  parts: PartDto[];
}

export class ChangeGroupDto {
  /** @example "5А/2" */
  @ValidateIf((_, value) => value !== undefined) @IsString() @Length(1, 100) @ApiProperty({ required: false })
  name?: string;

  /** Lessons a week. */
  @IsOptional() @IsNumber({ maxDecimalPlaces: 1 }) @Min(0.5) @Max(40) @ApiProperty({ type: Number, nullable: true, required: false, example: 3 })
  hoursAWeek?: number | null;

  /** All of them: those not named leave the group. */
  @ValidateIf((_, value) => value !== undefined) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => PartDto)
  @ApiProperty({ type: [PartDto], required: false })
  parts?: PartDto[];
}

export class NewAssignmentDto {
  /** A member of staff. */
  @IsId()
  personId: string;

  /** First day; today unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  from?: string;

  /** First day no longer; open unless said. */
  @IsOptional() @IsCalendarDate() @ApiProperty({ nullable: true, required: false })
  until?: string | null;
}

export class EndAssignmentDto {
  /** First day no longer teaching; null opens it again. @example "2026-12-01" */
  @ValidateIf((_, value) => value !== null) @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true })
  until: string | null;
}

export class GroupPartDto extends PartDto {
  /** @example "5А" */
  className: string;
}

export class AssignmentDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  teacher: PersonRefDto;
  /** @example "2026-09-01" */
  @ApiProperty({ format: 'date' })
  from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  until: string | null;
  /** Goes into If-Match to end it. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class GroupDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  @ApiProperty({ type: PersonRefDto, example: { id: '01a204a7-32b4-769f-8e99-fca8e78eaf84', name: 'Английский язык' } })
  subject: { id: string; name: string };
  /** @example "5А/2" */
  name: string;
  @ApiProperty({ type: Number, nullable: true, example: 3 })
  hoursAWeek: number | null;
  parts: GroupPartDto[];
  assignments: AssignmentDto[];
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class GroupPageDto {
  items: GroupDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toGroupDto(row: GroupRow, people: Names): GroupDto {
  const { id, schoolYear, subjectId, subject, name, hoursAWeek, parts, assignments, version } = row;
  return {
    id, schoolYear, subject: { id: subjectId, name: subject }, name, hoursAWeek: hoursAWeek === null ? null : Number(hoursAWeek),
    parts: parts.map((part) => ({ ...part })),
    assignments: assignments.map((a) => {
      const person = people.get(a.personId);
      return { id: a.id, teacher: { id: a.personId, name: person === undefined ? '' : displayName(person.name) }, from: a.validFrom, until: a.validUntil, version: a.version };
    }),
    version,
  };
}
