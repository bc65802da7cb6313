import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../../platform/http/index.js';
import { PupilNameDto } from '../../roster/http/pupil.dto.js';
import { type Position, POSITION_ROLES, POSITION_STATUSES, type PositionRole, type PositionStatus, type ShownContacts, type StoredContacts } from '../staff.model.js';

export class StaffQueryDto extends PageQuery {
  @IsOptional() @IsIn(POSITION_ROLES) @ApiProperty({ enum: POSITION_ROLES, required: false })
  role?: PositionRole;
  /** What stands or waits when missing. */
  @IsOptional() @IsIn(POSITION_STATUSES) @ApiProperty({ enum: POSITION_STATUSES, required: false })
  status?: PositionStatus;
  /** Positions of one person. */
  @IsOptional() @IsId()
  personId?: string;
}

export class NewcomerDto {
  @ValidateNested() @Type(() => PupilNameDto)
  name: PupilNameDto;
  /** Login and transit password go here; by SMS when only a phone is given. @example "orlova@example.org" */
  @IsOptional() @IsString() @Length(3, 254) @ApiProperty({ type: String, nullable: true, required: false, example: 'orlova@example.org' })
  email?: string | null;
  @IsOptional() @IsString() @Length(5, 30) @ApiProperty({ type: String, nullable: true, required: false, example: '+79210000001' })
  phone?: string | null;
  /** Of the message and of the account. Russian unless said. */
  @IsOptional() @IsIn(['ru', 'en']) @ApiProperty({ enum: ['ru', 'en'], required: false, example: 'ru' })
  locale?: 'ru' | 'en';
}

export class AppointmentDto {
  /** Somebody with an account. */
  @IsOptional() @IsId()
  personId?: string;
  /** Beside `personId` of somebody who never worked in this school. @example "Орлова" */
  @IsOptional() @IsString() @Length(1, 100)
  family?: string;
  /** Somebody without an account: instead of `personId`. */
  @IsOptional() @ValidateNested() @Type(() => NewcomerDto) @ApiProperty({ type: NewcomerDto, required: false })
  person?: NewcomerDto;
  @IsIn(POSITION_ROLES) @ApiProperty({ enum: POSITION_ROLES, example: 'teacher' })
  role: PositionRole;
  /** @example "Учитель физики" */
  @IsString() @Length(1, 200)
  title: string;
  /** @example "14-к" */
  @IsString() @Length(1, 100)
  orderNumber: string;
  /** First day; today unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  startsOn?: string;
  /** Last day; open when missing. */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: null })
  endsOn?: string | null;
}

export class EndPositionDto {
  /** Last day. Without it the position ends now. @example "2026-12-30" */
  @IsOptional() @IsCalendarDate()
  on?: string;
  /** @example "87-к" */
  @IsOptional() @IsString() @Length(1, 100)
  orderNumber?: string;
  /** @example "По собственному желанию" */
  @IsOptional() @IsString() @Length(1, 500)
  reason?: string;
}

export class StaffPositionDto {
  /** Of the position, or of the role when it was given without an order. */
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  @ApiProperty({ format: 'uuid' })
  schoolId: string;
  /** Null until somebody new has an account. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  personId: string | null;
  @ApiProperty({ type: PupilNameDto, nullable: true })
  name: PupilNameDto | null;
  @ApiProperty({ enum: POSITION_ROLES, example: 'teacher' })
  role: string;
  /** Null when the role was given without an order. */
  @ApiProperty({ type: String, nullable: true, example: 'Учитель физики' })
  title: string | null;
  @ApiProperty({ type: String, nullable: true, example: '14-к' })
  orderNumber: string | null;
  @ApiProperty({ type: String, format: 'date', example: '2026-09-01' })
  startsOn: string;
  /** Last day. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  endsOn: string | null;
  @ApiProperty({ enum: POSITION_STATUSES, example: 'active' })
  status: string;
  /** Why it was declined, taken back or ended. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
  /** When the appointment was entered; null for a role given without an order. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-08-28T09:00:00.000Z' })
  requestedAt: string | null;
}

export class StaffPageDto {
  items: StaffPositionDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class WorkContactsDto {
  @IsOptional() @IsString() @Length(1, 50) @ApiProperty({ type: String, nullable: true, required: false, example: '+74012000001, доб. 12' })
  phone?: string | null;
  @IsOptional() @IsEmail() @ApiProperty({ type: String, nullable: true, required: false, example: 'fizika@school12.example.org' })
  email?: string | null;
  /** In words. */
  @IsOptional() @IsString() @Length(1, 200) @ApiProperty({ type: String, nullable: true, required: false, example: 'среда, 15:00–17:00, каб. 21' })
  receptionHours?: string | null;
  /** @example true */
  @IsBoolean()
  shownToFamilies: boolean;
}

export class StoredContactsDto extends WorkContactsDto {
  /** 0: nothing was written yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class ShownContactsDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;
  name: PupilNameDto;
  /** Positions held now. @example ["Учитель физики"] */
  titles: string[];
  @ApiProperty({ type: String, nullable: true, example: '+74012000001, доб. 12' })
  phone: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'fizika@school12.example.org' })
  email: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'среда, 15:00–17:00, каб. 21' })
  receptionHours: string | null;
}

export class ShownContactsPageDto {
  items: ShownContactsDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toStaffPositionDto({ id, schoolId, personId, name, role, title, orderNumber, startsOn, endsOn, status, reason, requestedAt }: Position): StaffPositionDto {
  return { id, schoolId, personId, name: name === null ? null : { ...name }, role, title, orderNumber, startsOn, endsOn, status, reason, requestedAt: requestedAt?.toISOString() ?? null };
}

export function toStoredContactsDto({ phone, email, receptionHours, shownToFamilies, version }: StoredContacts): StoredContactsDto {
  return { phone, email, receptionHours, shownToFamilies, version };
}

export function toShownContactsDto({ personId, name, titles, phone, email, receptionHours }: ShownContacts): ShownContactsDto {
  return { personId, name: { ...name }, titles: [...titles], phone, email, receptionHours };
}
