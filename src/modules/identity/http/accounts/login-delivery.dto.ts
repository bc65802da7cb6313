import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { LOGIN_LETTER_STATES, type LoginDelivery } from '../../identity.contracts.js';

export class MendedContactBody {
  /** Where to send it now; the address it went to before when both are missing. @example "orlova@example.org" */
  @IsOptional() @IsString() @Length(3, 254) @ApiProperty({ type: String, nullable: true, required: false, example: 'orlova@example.org' })
  email?: string | null;

  /** Instead of an e-mail address: then it goes by SMS. @example "+79210000001" */
  @IsOptional() @IsString() @Length(5, 30) @ApiProperty({ type: String, nullable: true, required: false, example: '+79210000001' })
  phone?: string | null;
}

export class LoginDeliveryDto {
  @ApiProperty({ enum: ['email', 'sms'], example: 'email' })
  channel: string;

  /** In full while nobody has come in by it, so that a slip of the pen is seen; masked afterwards. @example "orlova@example.org" */
  sentTo: string;

  /** `sent`: the mail server or the SMS gateway took it. `unknown`: it may have arrived or not. `cancelled`: another one was sent, or the person came in. `expired`: not delivered within three days. */
  @ApiProperty({ enum: LOGIN_LETTER_STATES, example: 'sent' })
  state: string;

  /** Code of what went wrong. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;

  /** When it was asked for. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;

  /** When it was sent or given up; null while it waits. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:02.000Z' })
  settledAt: string | null;

  /** Not delivered by then, it is given up. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T08:30:00.000Z' })
  expiresAt: string;

  /** Nobody has signed in yet: it can be sent again, to a mended address too. @example true */
  canResend: boolean;
}

export function toLoginDeliveryDto({ createdAt, settledAt, expiresAt, ...rest }: LoginDelivery): LoginDeliveryDto {
  return { ...rest, createdAt: createdAt.toISOString(), settledAt: settledAt?.toISOString() ?? null, expiresAt: expiresAt.toISOString() };
}
