import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsIn, IsObject, IsOptional, IsString, Length, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { Begun } from '../app/factors/factor-method.js';
import { type ChallengeDue, FACTOR_KINDS, type FactorKind, type SignedIn } from '../identity.contracts.js';
import { PersonDto, RoleAssignmentDto, toPersonDto, toRoleAssignmentDto } from './person.dto.js';

const PASSWORD_LIMIT = 1024;

export class DeviceBody {
  /** What the owner knows the device by. @example "Домашний компьютер" */
  @IsOptional() @IsString() @MaxLength(100)
  name?: string;

  /** Trust this device: longer sessions on it, and tries of its own; the answer's `deviceToken` is to be kept on it (ID-11). @example true */
  @IsOptional() @IsBoolean()
  trusted?: boolean;

  /** The `deviceToken` of an earlier sign-in on this device. @example "bWluZSBvZiB0aGUgZGV2aWNlIHRoYXQgaXMgdHJ1c3RlZA" */
  @IsOptional() @IsString() @Length(1, 200)
  token?: string;
}

export class SignInBody {
  /** Phone, e-mail, SNILS or login name, as people type them (ID-1). @example "+7 916 123-45-67" */
  @IsString() @MinLength(1) @MaxLength(254)
  identifier: string;

  /** @example "Sorok2-vorony" */
  @IsString() @MinLength(1) @MaxLength(PASSWORD_LIMIT)
  password: string;

  @IsOptional() @ValidateNested() @Type(() => DeviceBody)
  device?: DeviceBody;
}

export class VerifyBody {
  /** One of the challenge's `methods`. */
  @IsIn(FACTOR_KINDS) @ApiProperty({ enum: FACTOR_KINDS, example: 'totp' })
  method: FactorKind;

  /** For methods answered with a code: of an app, of a message, a recovery code. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;

  /** For a passkey what `navigator.credentials.get` gave, as JSON; for a certificate `{ signature }`. */
  @IsOptional() @IsObject() @ApiProperty({ type: 'object', additionalProperties: true })
  assertion?: Record<string, unknown>;
}

export class SendBody {
  /** One of the challenge's `methods`. */
  @IsIn(FACTOR_KINDS) @ApiProperty({ enum: FACTOR_KINDS, example: 'sms' })
  method: FactorKind;
}

/** What is needed to answer by the method. */
export class BegunDto {
  @ApiProperty({ enum: FACTOR_KINDS, example: 'sms' })
  method: string;

  /** The answer is taken before this instant. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:35:00.000Z' })
  expiresAt: string;

  /** A code can be sent again then. */
  @ApiProperty({ format: 'date-time', required: false, example: '2026-11-22T08:31:00.000Z' })
  resendAt?: string;

  /** Where the code went. */
  @ApiProperty({ required: false, example: '+7 ••• •••-45-67' })
  to?: string;

  /** Options for `navigator.credentials.get`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  publicKey?: object;

  /** To be entered on the device that confirms. */
  @ApiProperty({ required: false, example: '47' })
  number?: string;

  /** Base64: sign these bytes with the certificate's key. */
  @ApiProperty({ required: false, example: 'c2Nob29sLWNhYmluZXQ=' })
  toSign?: string;
}

export class RefreshBody {
  /** The newest refresh token; it works once. @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsDefined() @IsString() @Length(1, 200)
  refreshToken: string;
}

/** A second factor is due; answer it at `/auth/challenges/{id}/verify`. */
export class ChallengeDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f03' })
  id: string;

  /** Ways to answer. */
  @ApiProperty({ type: [String], example: ['totp'] })
  methods: string[];

  /** Set up by the person, and not working now: the channel is marked down (ID-6). */
  @ApiProperty({ type: [String], example: [] })
  down: string[];

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:35:00.000Z' })
  expiresAt: string;
}

export class ChallengeDueDto {
  challenge: ChallengeDto;
}

export class SignedInDto {
  /** Bearer token of the API. @example "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTkyIn0.c2ln" */
  accessToken: string;

  /** Seconds. */
  @ApiProperty({ type: 'integer', example: 600 })
  expiresIn: number;

  /** For `/auth/refresh`. Missing where the session keeps the one it has (step-up, change of role). */
  @ApiProperty({ type: String, required: false, example: 'q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c' })
  refreshToken?: string;

  /** Seconds without use after which the session ends. */
  @ApiProperty({ type: 'integer', required: false, example: 1800 })
  refreshExpiresIn?: number;

  /** When a device was just trusted: keep it there and send it as `device.token` at the next sign-ins. Shown this once. */
  @ApiProperty({ type: String, required: false, example: 'bWluZSBvZiB0aGUgZGV2aWNlIHRoYXQgaXMgdHJ1c3RlZA' })
  deviceToken?: string;

  person: PersonDto;

  /** Roles that can be acted in now. */
  roles: RoleAssignmentDto[];

  /** The role the token carries: the last one acted in is proposed (ID-13). */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actingAssignmentId: string | null;

  /** What must be set before anything else works: `password`, `email`, `phone`, `factor`. */
  @ApiProperty({ type: [String], example: [] })
  mustChange: string[];
}

export function toSignedInDto(s: SignedIn): SignedInDto {
  const { accessToken, expiresIn, refreshToken, refreshExpiresIn, deviceToken, actingAssignmentId } = s;
  return {
    accessToken, expiresIn, refreshToken, refreshExpiresIn, deviceToken, actingAssignmentId,
    person: toPersonDto(s.person), roles: s.roles.map(toRoleAssignmentDto), mustChange: [...s.mustChange],
  };
}

/** As every way of signing in answers: signed in, or a challenge due. */
export function toAnswerDto(result: SignedIn | ChallengeDue): SignedInDto | ChallengeDueDto {
  return 'challenge' in result ? toChallengeDueDto(result) : toSignedInDto(result);
}

export function toBegunDto(method: FactorKind, { expiresAt, resendAt, to, publicKey, number, toSign }: Begun): BegunDto {
  return { method, expiresAt: expiresAt.toISOString(), resendAt: resendAt?.toISOString(), to, publicKey, number, toSign };
}

export function toChallengeDueDto({ challenge: { id, methods, down, expiresAt } }: ChallengeDue): ChallengeDueDto {
  return { challenge: { id, methods: [...methods], down: [...down], expiresAt: expiresAt.toISOString() } };
}
