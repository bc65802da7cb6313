import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { type Factor, FACTOR_KINDS } from '../../identity.contracts.js';

export class LabelBody {
  /** What the owner knows it by. @example "Телефон" */
  @IsOptional() @IsString() @MaxLength(100)
  label?: string;
}

/** Shown this once. */
export class TotpEnrolmentDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  /** Base32, to type in by hand. @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" */
  secret: string;

  /** For a QR code. @example "otpauth://totp/School%20Cabinet:Anna?secret=JBSWY3DPEHPK3PXP&issuer=School%20Cabinet" */
  uri: string;
}

export class CodeBody {
  /** The code as it is read. @example "123456" */
  @IsString() @Length(1, 20)
  code: string;
}

export class CodeEnrolmentDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  /** Where the code went. @example "+7 ••• •••-45-67" */
  to: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** A code can be sent again then. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  resendAt: string;
}

export class PasskeyEnrolmentDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  /** Options for `navigator.credentials.create`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  publicKey: object;
}

export class PasskeyBody {
  /** What `navigator.credentials.create` gave, as JSON. */
  @IsObject() @ApiProperty({ type: 'object', additionalProperties: true, example: { id: 'AbC', rawId: 'AbC', type: 'public-key', response: {} } })
  response: Record<string, unknown>;
}

/** Shown this once. */
export class RecoveryCodesDto {
  /** Each works once. @example ["k3m9p-x7q2a"] */
  codes: string[];
}

export class FactorDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  @ApiProperty({ enum: FACTOR_KINDS, example: 'totp' })
  kind: string;

  /** @example "Телефон" */
  label: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;

  /** Where it is known. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  lastUsedAt: string | null;

  /** A certificate's last instant. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  endsAt: string | null;

  /** Recovery codes not used yet. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  left: number | null;
}

export class FactorsDto {
  items: FactorDto[];
}

export function toFactorDto({ id, kind, label, createdAt, lastUsedAt, endsAt, left }: Factor): FactorDto {
  return { id, kind, label, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null, left };
}
