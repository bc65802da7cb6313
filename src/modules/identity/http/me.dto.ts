import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import type { Locale } from '../../../platform/i18n/index.js';
import type { Profile } from '../app/profile.service.js';
import { type AccountLevelView, FAILURE_REASONS, type Session, SIGN_IN_METHODS, type SignInRecord } from '../identity.contracts.js';
import { AccountLevelDto, toAccountLevelDto } from './levels/levels.dto.js';
import { NameDto, RoleAssignmentDto, toNameDto } from './person.dto.js';

export class ProfileDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  name: NameDto;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1985-03-04' })
  birthDate: string | null;

  /** Proved e-mail. */
  @ApiProperty({ type: String, nullable: true, example: 'solovieva@example.ru' })
  email: string | null;

  /** Proved phone, E.164. */
  @ApiProperty({ type: String, nullable: true, example: '+79161234567' })
  phone: string | null;

  @ApiProperty({ type: String, nullable: true, example: '112-233-445 95' })
  snils: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'solovieva' })
  login: string | null;

  /** Language of notices. */
  @ApiProperty({ enum: ['ru', 'en'], example: 'ru' })
  locale: string;

  /** What must be set before anything else works: `password`, `email`, `phone`, `factor`. */
  @ApiProperty({ type: [String], example: [] })
  mustChange: string[];

  /** What the account cannot do yet, and how to confirm it (ID-8). */
  level: AccountLevelDto;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class ProfileBody {
  /** Language of notices. */
  @IsIn(['ru', 'en']) @ApiProperty({ enum: ['ru', 'en'], example: 'ru' })
  locale: 'ru' | 'en';
}

export class PasswordBody {
  /** @example "Sorok2-vorony" */
  @IsString() @MinLength(1) @MaxLength(1024)
  currentPassword: string;

  /** By the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;

  /** From `/me/password/code`; needed once a contact of yours is proved, not for a transit password. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;
}

/** A code has been sent. */
export class PasswordCodeDto {
  /** Where to, masked. @example "+7 *** ***-45-67" */
  sentTo: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** From when another can be sent. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  resendAt: string;
}

export class ActingRoleBody {
  /** One of one's own valid assignments. @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f02" */
  @IsId()
  assignmentId: string;
}

export class OwnRolesDto {
  items: RoleAssignmentDto[];

  /** The role this token carries. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actingAssignmentId: string | null;
}

export class SessionDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f04' })
  id: string;

  /** This very session. @example true */
  current: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;

  /** Last refreshed. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T09:10:00.000Z' })
  lastUsedAt: string;

  /** Address it was opened from. @example "203.0.113.7" */
  ip: string;

  @ApiProperty({ type: String, nullable: true, example: 'Mozilla/5.0' })
  userAgent: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Домашний компьютер' })
  deviceName: string | null;

  /** The device you trust that it runs on, of `/me/devices`. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  deviceId: string | null;
}

export class SessionsDto {
  items: SessionDto[];
}

/** One sign-in or failed try (ID-12). */
export class SignInDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f05' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  at: string;

  /** @example "203.0.113.7" */
  ip: string;

  @ApiProperty({ type: String, nullable: true, example: 'Mozilla/5.0' })
  userAgent: string | null;

  @ApiProperty({ type: String, nullable: true })
  deviceName: string | null;

  @ApiProperty({ enum: SIGN_IN_METHODS, example: 'password' })
  method: string;

  @ApiProperty({ enum: ['success', 'failure'], example: 'failure' })
  outcome: string;

  @ApiProperty({ enum: FAILURE_REASONS, nullable: true, example: 'wrong_password' })
  reason: string | null;
}

export class SignInsPageDto {
  items: SignInDto[];

  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export function toProfileDto({ person, login, snils, mustChange, version }: Profile, level: AccountLevelView, lang: Locale): ProfileDto {
  const { id, name, birthDate, email, phone, locale } = person;
  return { id, name: toNameDto(name), birthDate, email, phone, snils, login, locale, mustChange: [...mustChange], level: toAccountLevelDto(level, lang), version };
}

export function toSessionDto(s: Session, currentId: string): SessionDto {
  const { id, ip, userAgent, deviceName, deviceId } = s;
  return { id, current: id === currentId, createdAt: s.createdAt.toISOString(), lastUsedAt: s.lastUsedAt.toISOString(), ip, userAgent, deviceName, deviceId };
}

export function toSignInDto({ at, ...rest }: SignInRecord): SignInDto {
  return { ...rest, at: at.toISOString() };
}
