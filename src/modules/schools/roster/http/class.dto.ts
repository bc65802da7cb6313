import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery, QueryInt } from '../../../../platform/http/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { Names } from '../app/classes.query.js';
import type { ClassMember, ClassRow, Division } from '../roster.model.js';

export class ClassesQueryDto extends PageQuery {
  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;

  /** Only of this grade level. */
  @QueryInt({ min: 1, max: 11 })
  gradeLevel?: number;
}

export class MembersQueryDto extends PageQuery {
  /** The day whose composition is asked; today unless said. @example "2026-11-22" */
  @IsOptional() @IsCalendarDate()
  on?: string;
}

export class NewClassDto {
  /** School year, by the year it starts in; the present one unless said. */
  @IsOptional() @IsInt() @Min(2000) @Max(2100) @ApiProperty({ type: 'integer', required: false, example: 2026 })
  schoolYear?: number;

  @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', example: 5 })
  gradeLevel: number;

  /** Cyrillic; Latin letters of the same look are understood. Empty for the only class of a grade. @example "А" */
  @IsString() @Length(0, 4)
  letter: string;

  @IsOptional() @IsIn([1, 2]) @ApiProperty({ enum: [1, 2], required: false, default: 1, example: 1 })
  shift?: 1 | 2;

  /** @example "физико-математический" */
  @IsOptional() @IsString() @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false })
  profile?: string | null;

  /** The class teacher: a member of staff. */
  @IsOptional() @IsId() @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  homeroomPersonId?: string | null;
}

export class ChangeClassDto extends PartialType(OmitType(NewClassDto, ['schoolYear']), { skipNullProperties: false }) {}

export class PersonRefDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** @example "Иванова Мария Петровна" */
  name: string;
}

export class SubgroupDto {
  @ApiProperty({ type: 'integer', example: 1 })
  number: number;
  /** @example "Англ. 1" */
  name: string;
}

export class DivisionDto {
  @ApiProperty({ type: 'integer', example: 1 })
  number: number;
  /** @example "Иностранный язык" */
  name: string;
  subgroups: SubgroupDto[];
}

export class ClassDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  @ApiProperty({ type: 'integer', example: 5 })
  gradeLevel: number;
  /** @example "А" */
  letter: string;
  /** @example "5А" */
  name: string;
  @ApiProperty({ enum: [1, 2], example: 1 })
  shift: number;
  @ApiProperty({ type: String, nullable: true, example: null })
  profile: string | null;
  @ApiProperty({ type: PersonRefDto, nullable: true })
  homeroomTeacher: PersonRefDto | null;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class ListedClassDto extends ClassDto {
  /** How many pupils are in it today. */
  @ApiProperty({ type: 'integer', example: 27 })
  pupils: number;
}

export class ClassCardDto extends ClassDto {
  divisions: DivisionDto[];
}

export class ClassPageDto {
  items: ListedClassDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class MemberDto {
  /** Pupil. @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** @example "Иванов Пётр Ильич" */
  name: string;
  /** @example "2014-05-17" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ enum: ['m', 'f'], example: 'm' })
  sex: string;
  /** First day in the class. @example "2026-09-01" */
  @ApiProperty({ format: 'date' })
  from: string;
  /** First day no longer in it; null while they are. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  until: string | null;
}

export class MemberPageDto {
  items: MemberDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class PutSubgroupDto {
  @IsInt() @Min(1) @Max(10) @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  /** @example "Англ. 1" */
  @IsString() @Length(1, 100)
  name: string;

  /** Pupils of the class who are in it from the day on. */
  @IsArray() @ArrayMaxSize(60) @IsId({ each: true }) @ApiProperty({ type: [String], example: ['01a204a7-32b4-769f-8e99-fca8e78eaf84'] })
  pupilIds: string[];
}

export class PutDivisionDto {
  /** @example "Иностранный язык" */
  @IsString() @Length(1, 100)
  name: string;

  /** The day the composition is valid from; today unless said. @example "2026-11-22" */
  @IsOptional() @IsCalendarDate()
  from?: string;

  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => PutSubgroupDto)
  subgroups: PutSubgroupDto[];
}

export function toClassDto(row: ClassRow, people: Names): ClassDto {
  const { id, schoolYear, gradeLevel, letter, name, shift, profile, homeroomPersonId, version } = row;
  const teacher = homeroomPersonId === null ? undefined : people.get(homeroomPersonId);
  return { id, schoolYear, gradeLevel, letter, name, shift, profile, homeroomTeacher: teacher === undefined ? null : { id: homeroomPersonId!, name: displayName(teacher.name) }, version };
}

export function toClassCardDto(row: ClassRow, divisions: readonly Division[], people: Names): ClassCardDto {
  return { ...toClassDto(row, people), divisions: divisions.map(({ number, name, subgroups }) => ({ number, name, subgroups: subgroups.map((s) => ({ ...s })) })) };
}

export function toMemberDto(row: ClassMember): MemberDto {
  return { id: row.id, name: displayName(row), birthDate: row.birthDate, sex: row.sex, from: row.validFrom, until: row.validUntil };
}
