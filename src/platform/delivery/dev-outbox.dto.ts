import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { QueryInt } from '../http/index.js';
import { DELIVERY_CHANNELS } from './message.js';
import type { MailboxItem } from './mailbox-store.js';

export class DevOutboxQuery {
  /** Only what was sent to this e-mail address or phone number. @example "parent1@demo.example" */
  @IsOptional() @IsString()
  to?: string;

  /** Only this channel. */
  @IsOptional() @IsIn(DELIVERY_CHANNELS) @ApiProperty({ enum: DELIVERY_CHANNELS, required: false })
  channel?: string;

  /** How many messages at most. */
  @QueryInt({ min: 1, max: 200, default: 50 })
  limit: number = 50;
}

/** A message as the local mailbox received it. */
export class DevOutboxItemDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  @ApiProperty({ enum: DELIVERY_CHANNELS, example: 'email' })
  channel: string;

  /** Address or number. @example "parent1@demo.example" */
  to: string;

  /** E-mail only. @example "Новая отметка" */
  subject?: string;

  /** @example "Математика: 5" */
  text: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  at: string;

  /** The event it came of; null for a code. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  eventId: string | null;
}

export class DevOutboxDto {
  /** Newest first. */
  items: DevOutboxItemDto[];
}

export function toDevOutboxDto(items: readonly MailboxItem[]): DevOutboxDto {
  return {
    items: items.map(({ id, channel, to, subject, text, at, eventId }) => ({
      id, channel, to, ...(subject === null ? {} : { subject }), text, at: at.toISOString(), eventId,
    })),
  };
}
