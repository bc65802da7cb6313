import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import type { Locale } from '../../../../platform/i18n/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { RoleCode } from '../../../../shared/roles.js';
import { PersonRefDto } from '../../roster/http/class.dto.js';
import type { AccessSettings } from '../app/access-settings.service.js';
import type { RecordedChange } from '../domain/access.model.js';
import { SCHOOL_ROLES } from '../domain/access-table.js';

export class RoleAccessDto {
  @ApiProperty({ enum: SCHOOL_ROLES, example: 'methodist' })
  role: string;
  /** In this school, now. @example true */
  allowed: boolean;
  /** Where nothing was set. @example true */
  usual: boolean;
  /** No school switches it. @example false */
  fixed: boolean;
}

export class PermissionAccessDto {
  /** Stable code. @example "journal.read_all" */
  permission: string;
  /** What it lets one do. @example "Видеть все журналы и дневники школы, историю отметок" */
  title: string;
  /** Why no school switches it; null: schools may, within the bounds of `fixed`. */
  @ApiProperty({ type: String, nullable: true, example: null })
  why: string | null;
  /** Every role of the school and its families. */
  roles: RoleAccessDto[];
}

/** What each role sees and edits in a school (SC-12). */
export class AccessSettingsDto {
  items: PermissionAccessDto[];
  /** Always null: the table is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
  /** 0: nothing was ever set. */
  @ApiProperty({ type: 'integer', example: 0 })
  version: number;
}

export class AccessChangeDto {
  /** @example "journal.read_all" */
  @IsString() @Length(1, 100)
  permission: string;
  @IsIn(SCHOOL_ROLES) @ApiProperty({ enum: SCHOOL_ROLES, example: 'methodist' })
  role: RoleCode;
  /** @example false */
  @IsBoolean()
  allowed: boolean;
}

export class ChangeAccessDto {
  /** Only what changes; the rest stays. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => AccessChangeDto)
  changes: AccessChangeDto[];
  /** Why, for the history: an order, a decision. */
  @IsOptional() @IsString() @Length(1, 500) @ApiProperty({ type: String, nullable: true, required: false, example: 'Приказ № 12' })
  reason?: string | null;
}

export class AccessHistoryDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "journal.read_all" */
  permission: string;
  @ApiProperty({ enum: SCHOOL_ROLES, example: 'methodist' })
  role: string;
  /** @example false */
  allowed: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'Приказ № 12' })
  reason: string | null;
  changedBy: PersonRefDto;
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  changedAt: string;
}

export class AccessHistoryPageDto {
  items: AccessHistoryDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toAccessSettingsDto({ items, version }: AccessSettings, locale: Locale): AccessSettingsDto {
  return { items: items.map(({ permission, title, why, roles }) => ({ permission, title: title[locale], why: why?.[locale] ?? null, roles: roles.map((r) => ({ ...r })) })), nextCursor: null, version };
}

export function toAccessHistoryDto({ id, permission, role, allowed, reason, changedBy, changedAt, family, given, patronymic }: RecordedChange): AccessHistoryDto {
  const name = family === null ? '' : displayName({ family, given: given!, patronymic });
  return { id, permission, role, allowed, reason, changedBy: { id: changedBy, name }, changedAt: changedAt.toISOString() };
}
