import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { Locale } from '../../../../platform/i18n/index.js';
import type { IdentityProvider } from '../../app/portal/identity-provider.js';
import type { LinkedAccount, PortalWait } from '../../app/portal/portal-waits.service.js';
import { CheckedDocumentBody } from '../accounts/recovery.dto.js';
import { DeviceBody } from '../auth.dto.js';
import { LinkedAccountDto, toLinkedAccountDto } from './portal.dto.js';

const TICKET = 'q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c';

export class TicketBody {
  /** `unlinked.ticket` of the exchange. */
  @IsString() @Length(1, 100) @ApiProperty({ example: TICKET })
  ticket: string;
}

export class LinkCodeBody extends TicketBody {
  /** A proved phone or e-mail address of your account here, as people type them. @example "+7 916 123-45-67" */
  @IsString() @MinLength(1) @MaxLength(254)
  contact: string;

  /** The solved challenge of `/auth/robot-challenge`, where it was asked for. */
  @IsOptional() @IsString() @MaxLength(5000)
  proof?: string;
}

/** The same whether or not somebody has this contact. */
export class LinkCodeDto {
  /** Until when the code works. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** From when another can be sent. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:31:00.000Z' })
  resendAt: string;
}

export class LinkByCodeBody extends TicketBody {
  /** The code that was sent. @example "123456" */
  @IsString() @Length(1, 20)
  code: string;

  @IsOptional() @ValidateNested() @Type(() => DeviceBody)
  device?: DeviceBody;
}

export class PortalWaitDto {
  /** To be shown at the school with a document. Works once. @example "482-913-0057" */
  number: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-06T08:30:00.000Z' })
  expiresAt: string;
}

export class ConfirmPortalBody extends CheckedDocumentBody {
  /** What the person shows. @example "482-913-0057" */
  @IsString() @Matches(/^[\d\s-]{10,20}$/)
  number: string;
}

/** A portal's account whose confirmed name, SNILS and birth date are this person's: its owner has asked the school to tie it. */
export class WaitingPortalDto {
  /** @example "esia" */
  provider: string;

  /** @example "Госуслуги" */
  title: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  askedAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-06T08:30:00.000Z' })
  expiresAt: string;
}

export class PortalLinksDto {
  linked: LinkedAccountDto[];

  waiting: WaitingPortalDto[];
}

export function toPortalLinksDto({ linked, waiting }: { linked: LinkedAccount[]; waiting: PortalWait[] }, find: (id: string) => IdentityProvider | null, locale: Locale): PortalLinksDto {
  return {
    linked: linked.map((link) => toLinkedAccountDto(link, find(link.provider), locale)),
    waiting: waiting.map(({ provider, createdAt, expiresAt }) => ({
      provider, title: find(provider)?.title[locale] ?? provider, askedAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(),
    })),
  };
}
