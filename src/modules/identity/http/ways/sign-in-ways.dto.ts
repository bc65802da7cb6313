import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { IsInstant } from '../../../../platform/http/index.js';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { SignInWay } from '../../app/ways/sign-in-ways.service.js';

export class MarkWayBody {
  /** @example true */
  @IsBoolean()
  down: boolean;

  /** Up again by itself from this instant on; until somebody says so when missing. */
  @IsOptional() @IsInstant() @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false, example: '2026-11-22T12:00:00+03:00' })
  until?: string | null;

  /** Why; kept with the mark, for operators. @example "Оператор СМС сообщил об аварии" */
  @IsString() @Length(3, 500)
  reason: string;
}

export class SignInWayDto {
  /** `channels/sms`, `channels/email`, `portals/<id>`. @example "channels/sms" */
  way: string;

  /** @example "Коды по СМС" */
  title: string;

  @ApiProperty({ enum: ['up', 'down'], example: 'down' })
  status: string;

  /** Down by configuration: no mark takes that back. @example false */
  configuredDown: boolean;

  /** By the program, after repeated failures of the portal. @example false */
  automatic: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  until: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Оператор СМС сообщил об аварии' })
  reason: string | null;

  /** 0: nothing was ever said of it. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class SignInWaysDto {
  items: SignInWayDto[];
}

export function toSignInWayDto({ way, title, down, configuredDown, automatic, until, reason, version }: SignInWay, locale: Locale): SignInWayDto {
  return { way, title: title[locale], status: down || configuredDown ? 'down' : 'up', configuredDown, automatic: down && automatic, until: down ? until?.toISOString() ?? null : null, reason: down ? reason : null, version };
}
