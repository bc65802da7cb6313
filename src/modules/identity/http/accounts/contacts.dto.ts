import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import type { ChangeBegun, OwnContact } from '../../app/contacts/contacts.service.js';

const KINDS = ['email', 'phone'] as const;

export class ContactDto {
  @ApiProperty({ enum: KINDS, example: 'phone' })
  kind: string;

  /** @example "+79161234567" */
  value: string;

  /** Proved last; null when never, or not any more. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:00.000Z' })
  provedAt: string | null;

  /** Not proved, or more than a year ago: prove it again by changing it to the same value. @example false */
  stale: boolean;
}

export class ContactsDto {
  items: ContactDto[];
}

export class ContactChangeBody {
  @IsIn(KINDS) @ApiProperty({ enum: KINDS, example: 'phone' })
  kind: 'email' | 'phone';

  /** As people type it; the same value again proves it anew. @example "+7 916 123-45-67" */
  @IsString() @MinLength(1) @MaxLength(254)
  value: string;

  /** The former contact is out of reach: the other proved one confirms. */
  @IsOptional() @IsBoolean()
  formerLost?: boolean;
}

/** Codes have been sent; answer them at `/me/contacts/changes/{id}/confirm`. */
export class ContactChangeDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f08' })
  id: string;

  /** Where the code to the new contact went, masked. @example "+7 *** ***-45-67" */
  codeSentTo: string;

  /** Where the second code went: the former contact, or the other one; null when one code is enough. */
  @ApiProperty({ type: String, nullable: true, example: 'i***@example.ru' })
  proofCodeSentTo: string | null;

  /** Until when the codes work. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** From when another code can be sent. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  resendAt: string;
}

export class ContactConfirmBody {
  /** The code sent to the new contact. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;

  /** The code sent to the contact proved before. @example "654321" */
  @IsOptional() @IsString() @Length(1, 20)
  proofCode?: string;
}

export function toContactsDto(contacts: readonly OwnContact[]): ContactsDto {
  return { items: contacts.map(({ kind, value, provedAt, stale }) => ({ kind, value, provedAt: provedAt?.toISOString() ?? null, stale })) };
}

export function toContactChangeDto({ id, sentTo, expiresAt, resendAt }: ChangeBegun): ContactChangeDto {
  return { id, codeSentTo: sentTo.contact, proofCodeSentTo: sentTo.proof, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
}
