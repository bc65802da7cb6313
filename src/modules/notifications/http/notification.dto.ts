import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsCalendarDate, PageQuery, QueryBoolean } from '../../../platform/http/index.js';
import { IMPORTANCES, NOTICE_CATEGORIES } from '../../../platform/notices/index.js';
import { CHANNELS } from '../domain/choices.js';
import type { FeedItem } from '../notifications.contracts.js';

export class NotificationsQuery extends PageQuery {
  /** Only this category. */
  @IsOptional() @IsIn(NOTICE_CATEGORIES) @ApiProperty({ enum: NOTICE_CATEGORIES, required: false })
  category?: string;

  /** Only unread (`true`) or only read (`false`). */
  @QueryBoolean()
  unread?: boolean;

  /** `true` shows the archive instead of the feed. */
  @QueryBoolean()
  archived?: boolean;

  /** From this day on, in the school's zone. */
  @IsOptional() @IsCalendarDate()
  from?: string;

  /** To this day, inclusive, in the school's zone. */
  @IsOptional() @IsCalendarDate()
  to?: string;
}

/** What a notification leads to. */
export class NotificationObjectDto {
  /** @example "enrollment.request" */
  type: string;

  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01" */
  id: string;
}

export class NotificationDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  /** Kind of notice. @example "journal.mark" */
  type: string;

  @ApiProperty({ enum: NOTICE_CATEGORIES, example: 'mark' })
  category: string;

  @ApiProperty({ enum: IMPORTANCES, example: 'normal' })
  importance: string;

  /** @example "Новая отметка: Математика" */
  title: string;

  /** @example "Математика, 22.11.2026: 5 (Контрольная)." */
  body: string;

  object: NotificationObjectDto;

  /** Where the record is read, a path of this API; null when the object alone tells. */
  @ApiProperty({ type: String, nullable: true, example: null })
  link: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f02' })
  schoolId: string | null;

  /** The child it tells of; null when it tells of none. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f03' })
  pupilId: string | null;

  /** When the thing happened. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  occurredAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:01.000Z' })
  createdAt: string;

  /** Null while unread. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readAt: string | null;

  /** Null while in the feed. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  archivedAt: string | null;
}

export class NotificationsPageDto {
  /** Newest first. */
  items: NotificationDto[];

  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;

  /** Unread ones in the feed, whatever the filter. @example 3 */
  @ApiProperty({ type: 'integer', example: 3 })
  unread: number;
}

const EXAMPLE_IDS = ['0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01'];

export class ReadNotificationsDto {
  /** Which ones; without it all of them. */
  @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(200) @IsUUID('all', { each: true }) @ApiProperty({ type: [String], format: 'uuid', required: false, example: EXAMPLE_IDS })
  ids?: string[];
}

export class ArchiveNotificationsDto {
  /** Which ones. */
  @ArrayMinSize(1) @ArrayMaxSize(200) @IsUUID('all', { each: true }) @ApiProperty({ type: [String], format: 'uuid', example: EXAMPLE_IDS })
  ids: string[];
}

export class ChangedNotificationsDto {
  /** How many it changed; those read or archived before are not counted. @example 2 */
  @ApiProperty({ type: 'integer', example: 2 })
  changed: number;
}

/** What became of a notice on one channel (NO-9). */
export class NotificationChannelDto {
  @ApiProperty({ enum: CHANNELS, example: 'email' })
  channel: string;

  /** `planned` and `sent`; `gathered` for a digest by e-mail and `merged` into one; or why not. */
  @ApiProperty({
    enum: ['planned', 'sent', 'refused_by_preference', 'no_contact', 'no_text', 'lost_rights', 'not_true_any_more', 'kept_inside', 'gathered', 'merged', 'unknown', 'failed'], example: 'sent',
  })
  outcome: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:02.000Z' })
  at: string;
}

export class NotificationChannelsDto {
  items: NotificationChannelDto[];
}

export function toNotificationDto(item: FeedItem): NotificationDto {
  const { id, type, category, importance, title, body, link, schoolId, pupilId } = item;
  return {
    id, type, category, importance, title, body, object: { type: item.objectType, id: item.objectId }, link, schoolId, pupilId,
    occurredAt: item.occurredAt.toISOString(), createdAt: item.createdAt.toISOString(),
    readAt: item.readAt?.toISOString() ?? null, archivedAt: item.archivedAt?.toISOString() ?? null,
  };
}
