import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import type { Locale } from '../../../../platform/i18n/index.js';
import { say } from '../../../../platform/i18n/index.js';
import { type Channel, CHANNELS } from '../../app/ways/sign-in-ways.service.js';
import type { IdentityProvider } from '../../app/portal/identity-provider.js';
import type { DeviceWish, Unlinked } from '../../app/portal/portal-sign-in.service.js';
import type { LinkedAccount } from '../../app/portal/linked-accounts.service.js';
import { DeviceBody } from '../auth.dto.js';
import { NameDto, toNameDto } from '../person.dto.js';

const TICKET = 'q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c';

export class StartQuery {
  /** A path of the cabinet to land on; it gets `portal=<one-time code>`, or `portal_error=<code>`. */
  @IsOptional() @IsString() @MaxLength(1000) @ApiProperty({ type: String, required: false, example: '/diary' })
  returnTo?: string;
}

export class StartBody {
  /** A path of the cabinet to land on. @example "/settings" */
  @IsString() @MaxLength(1000)
  returnTo: string;
}

export class StartedDto {
  /** Where to send the browser that made this call. @example "https://esia.gosuslugi.ru/aas/oauth2/v2/ac?client_id=…" */
  url: string;
}

export class PortalDto {
  /** @example "esia" */
  id: string;

  /** In the reader's language. @example "Госуслуги" */
  title: string;

  @ApiProperty({ enum: ['up', 'down'], example: 'up' })
  status: string;

  /** What to do while it is down. */
  @ApiProperty({ type: String, nullable: true, example: null })
  message: string | null;

  /** Where a link or button leads; `?returnTo=` takes a path to land on. @example "/api/v1/auth/providers/esia/start" */
  start: string;
}

export class ChannelDto {
  @ApiProperty({ enum: CHANNELS, example: 'sms' })
  id: string;

  @ApiProperty({ enum: ['up', 'down'], example: 'up' })
  status: string;

  /** What to do while it is down. */
  @ApiProperty({ type: String, nullable: true, example: null })
  message: string | null;
}

export class PortalsDto {
  items: PortalDto[];

  /** What codes go by: to register, to recover, as a second factor. */
  channels: ChannelDto[];

  /** Ways that work now: `password`, and the ids of portals that are up. */
  @ApiProperty({ type: [String], example: ['password', 'esia'] })
  ways: string[];
}

export class ExchangeBody {
  /** The one-time code of `portal=`: works once, for two minutes, in the browser that began. */
  @IsString() @Length(1, 100) @ApiProperty({ example: TICKET })
  code: string;

  @IsOptional() @ValidateNested() @Type(() => DeviceBody)
  device?: DeviceBody;
}

/** What the portal says of whoever signed in there. */
export class KnownByPortalDto {
  @ApiProperty({ type: NameDto, nullable: true })
  name: NameDto | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1985-03-04' })
  birthDate: string | null;

  /** Proved there; a code proves it here. */
  @ApiProperty({ type: String, nullable: true, example: '+79161234567' })
  phone: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'solovieva@example.ru' })
  email: string | null;
}

export class UnlinkedDto {
  /** Link by it (`POST /me/linked-accounts`) after signing in, or register with it (`POST /auth/providers/register`). Ten minutes, in this browser. */
  @ApiProperty({ example: TICKET })
  ticket: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** To fill in a registration with: what is null is asked for. */
  known: KnownByPortalDto;

  /** An account with the same full name and SNILS is here: sign in to it, then link. Told only where the portal has confirmed the identity. @example true */
  accountFound: boolean;
}

/** Nobody's account here yet. */
export class UnlinkedAnswerDto {
  unlinked: UnlinkedDto;
}

export class LinkBody {
  /** `unlinked.ticket`, or the `portal=` code of a start from `/me/linked-accounts`. */
  @IsString() @Length(1, 100) @ApiProperty({ example: TICKET })
  ticket: string;

  /** Needed from a session older than the visit to the portal that showed no second factor. @example "Sorok2-vorony" */
  @IsOptional() @IsString() @Length(1, 1024)
  password?: string;
}

export class LinkedAccountDto {
  /** @example "esia" */
  provider: string;

  /** @example "Госуслуги" */
  title: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  linkedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:00.000Z' })
  lastUsedAt: string | null;
}

export class LinkedAccountsDto {
  items: LinkedAccountDto[];
}

export function wishOf(device: DeviceBody | undefined): DeviceWish {
  return { name: device?.name ?? null, trusted: device?.trusted ?? false };
}

export function toChannelDto(id: Channel, down: boolean, locale: Locale): ChannelDto {
  return { id, status: down ? 'down' : 'up', message: down ? say(`codes.${id}_down`, {}, locale) : null };
}

export function toPortalDto({ id, title }: IdentityProvider, down: boolean, locale: Locale): PortalDto {
  const message = down ? say('auth.portal_down', { portal: title[locale] }, locale) : null;
  return { id, title: title[locale], status: down ? 'down' : 'up', message, start: `/api/v1/auth/providers/${id}/start` };
}

export function toUnlinkedDto({ unlinked: { expiresAt, known, ...rest } }: Unlinked): UnlinkedAnswerDto {
  const name = known.name === null ? null : toNameDto(known.name);
  return { unlinked: { ...rest, known: { ...known, name }, expiresAt: expiresAt.toISOString() } };
}

export function toLinkedAccountDto({ provider, linkedAt, lastUsedAt }: LinkedAccount, known: IdentityProvider | null, locale: Locale): LinkedAccountDto {
  return { provider, title: known?.title[locale] ?? provider, linkedAt: linkedAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
