import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { ContentTagged, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { FeedService } from '../app/feed.service.js';
import {
  ArchiveNotificationsDto, ChangedNotificationsDto, NotificationChannelsDto, NotificationsPageDto, NotificationsQuery, ReadNotificationsDto, toNotificationDto,
} from './notification.dto.js';

@ApiTags('notifications')
@Controller('notifications')
@RequirePermission('signed_in')
export class NotificationsController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  @ContentTagged()
  @ApiOperation({ summary: 'My notifications, newest first', operationId: 'listNotifications' })
  @ApiOkResponse({ type: NotificationsPageDto })
  @Problems('input.invalid')
  async list(@CurrentActor() actor: Actor, @Query() query: NotificationsQuery): Promise<NotificationsPageDto> {
    const { category, unread, archived, from, to, limit, cursor } = query;
    const page = await this.feed.list(actor, { category, unread, archived: archived ?? false, from, to }, limit, cursor);
    return { items: page.items.map(toNotificationDto), nextCursor: page.nextCursor, unread: page.unread };
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark notifications as read', operationId: 'readNotifications' })
  @ApiOkResponse({ type: ChangedNotificationsDto })
  @Problems('input.invalid', 'object.not_found')
  async read(@CurrentActor() actor: Actor, @Body() { ids }: ReadNotificationsDto): Promise<ChangedNotificationsDto> {
    return { changed: await this.feed.markRead(actor, ids ?? null) };
  }

  @Post('archive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put notifications into the archive', operationId: 'archiveNotifications' })
  @ApiOkResponse({ type: ChangedNotificationsDto })
  @Problems('input.invalid', 'object.not_found')
  async archive(@CurrentActor() actor: Actor, @Body() { ids }: ArchiveNotificationsDto): Promise<ChangedNotificationsDto> {
    return { changed: await this.feed.archive(actor, ids) };
  }

  /** What became of it in the app, by e-mail and by SMS, and why not where it did not go. */
  @Get(':id/channels')
  @ApiOperation({ summary: 'By which channels a notification was told', operationId: 'listNotificationChannels' })
  @ApiOkResponse({ type: NotificationChannelsDto })
  @Problems('object.not_found')
  async channels(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<NotificationChannelsDto> {
    const items = await this.feed.channels(actor, id);
    return { items: items.map(({ channel, outcome, at }) => ({ channel, outcome, at: at.toISOString() })) };
  }
}
