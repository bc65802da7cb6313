import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsId, IsInstant, PageQuery } from '../../../platform/http/index.js';
import { ROLE_CODES, type RoleCode } from '../../../shared/roles.js';
import type { DirectoryEntry, DirectoryPerson, StatusChange } from '../app/people.service.js';
import { ACCOUNT_STATUSES } from '../identity.contracts.js';
import { NameDto, RoleAssignmentDto, toNameDto, toRoleAssignmentDto } from './person.dto.js';

export class PeopleQuery extends PageQuery {
  /** The beginning of the full name. */
  @IsOptional() @IsString() @MaxLength(100)
  q?: string;

  /** Holders of this role. */
  @IsOptional() @IsIn(ROLE_CODES) @ApiProperty({ enum: ROLE_CODES, required: false })
  role?: RoleCode;
}

export class ReasonBody {
  /** Why; kept with the record. @example "Заявление владельца о потере телефона" */
  @IsString() @Length(3, 500)
  reason: string;
}

export class DirectoryEntryDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  name: NameDto;

  /** `frozen`: by its owner, or after unusual sign-ins. */
  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'active' })
  status: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class DirectoryPersonDto extends DirectoryEntryDto {
  /** Roles in the reader's scope, ended ones too. */
  roles: RoleAssignmentDto[];
}

/** A change of an account's status. */
export class StatusChangeDto {
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  at: string;

  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'active' })
  from: string;

  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'blocked' })
  to: string;

  /** An act of staff or of the owner, too much that is unusual, or a proof of identity. */
  @ApiProperty({ enum: ['staff', 'owner', 'unusual', 'recovery', 'portal'], example: 'staff' })
  ground: string;

  /** In the words of staff. */
  @ApiProperty({ type: String, nullable: true, example: 'Заявление владельца о потере телефона' })
  reason: string | null;

  /** Who; null for the program itself. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  by: string | null;
}

export class StatusChangesDto {
  /** Newest first. */
  items: StatusChangeDto[];
}

export class PeoplePageDto {
  items: DirectoryEntryDto[];

  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class RoleAssignmentBody {
  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01" */
  @IsId()
  personId: string;

  @IsIn(ROLE_CODES) @ApiProperty({ enum: ROLE_CODES, example: 'teacher' })
  role: RoleCode;

  /** For roles held in a school. @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f07" */
  @IsOptional() @IsId()
  schoolId?: string;

  /** For a homeroom teacher. */
  @IsOptional() @IsId()
  classId?: string;

  /** For a regional coordinator: two digits. */
  @IsOptional() @Matches(/^\d{2}$/)
  regionCode?: string;

  /** Keeps a regional coordinator to one group of the region: of schools, or of pupils across schools. */
  @IsOptional() @IsId()
  groupId?: string;

  /** Now when missing. */
  @IsOptional() @IsInstant()
  validFrom?: string;

  /** Exclusive; open when missing. */
  @IsOptional() @IsInstant()
  validUntil?: string;
}

export function toDirectoryEntryDto({ id, name, status, version }: DirectoryEntry): DirectoryEntryDto {
  return { id, name: toNameDto(name), status, version };
}

export function toStatusChangeDto({ at, from, to, ground, reason, by }: StatusChange): StatusChangeDto {
  return { at: at.toISOString(), from, to, ground, reason, by };
}

export function toDirectoryPersonDto(person: DirectoryPerson): DirectoryPersonDto {
  return { ...toDirectoryEntryDto(person), roles: person.roles.map(toRoleAssignmentDto) };
}
