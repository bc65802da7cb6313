import { ApiProperty } from '@nestjs/swagger';
import { ROLE_CODES } from '../../../shared/roles.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import type { Assignment, Person } from '../identity.contracts.js';

export class NameDto {
  /** Family name. @example "Соловьёва" */
  family: string;

  /** Given name. @example "Анна" */
  given: string;

  /** Patronymic; a missing one is normal. */
  @ApiProperty({ type: String, nullable: true, example: 'Игоревна' })
  patronymic: string | null;
}

export class PersonDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  name: NameDto;
}

/** A role with its scope (ID-13). */
export class RoleAssignmentDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f02' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ enum: ROLE_CODES, example: 'teacher' })
  role: string;

  /** The school it is held in. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  schoolId: string | null;

  /** The class it is held in (homeroom teacher). */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  classId: string | null;

  /** Two-digit region code (regional coordinator). */
  @ApiProperty({ type: String, nullable: true, example: null })
  regionCode: string | null;

  /** Group a regional coordinator is kept to; null: the whole region. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  groupId: string | null;

  /** Valid from this instant on. */
  @ApiProperty({ format: 'date-time', example: '2026-09-01T00:00:00.000Z' })
  validFrom: string;

  /** Valid before this instant; open when null. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  validUntil: string | null;

  @ApiProperty({ enum: ['active', 'terminated'], example: 'active' })
  status: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export function toNameDto({ family, given, patronymic }: PersonName): NameDto {
  return { family, given, patronymic: patronymic ?? null };
}

export function toPersonDto({ id, name }: Person): PersonDto {
  return { id, name: toNameDto(name) };
}

export function toRoleAssignmentDto(a: Assignment): RoleAssignmentDto {
  const { id, personId, role, schoolId, classId, regionCode, groupId, status, version } = a;
  return {
    id, personId, role, schoolId, classId, regionCode, groupId, status, version,
    validFrom: a.validFrom.toISOString(), validUntil: a.validUntil?.toISOString() ?? null,
  };
}
