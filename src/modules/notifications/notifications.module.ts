import './notifications.errors.js';

import { Module } from '@nestjs/common';
import { SchoolsModule } from '../schools/index.js';
import { ChoicesService } from './app/choices.service.js';
import { Digests } from './app/digests.service.js';
import { FanOut } from './app/fan-out.service.js';
import { FeedService } from './app/feed.service.js';
import { NoticeDeliveries } from './app/notice-deliveries.js';
import { NoticeWords } from './app/notice-words.js';
import { NoticesTried } from './app/notices-tried.js';
import { NotificationsController } from './http/notifications.controller.js';
import { PreferencesController } from './http/preferences.controller.js';
import { ChoiceRepository } from './persistence/choice.repository.js';
import { DecisionRepository } from './persistence/decision.repository.js';
import { FeedRepository } from './persistence/feed.repository.js';

/** Who hears of what, and how. It knows modules by what they registered with `Notices`, and people by views down the map. */
@Module({
  imports: [SchoolsModule],
  controllers: [NotificationsController, PreferencesController],
  providers: [FanOut, NoticeWords, NoticeDeliveries, Digests, NoticesTried, FeedService, ChoicesService, DecisionRepository, FeedRepository, ChoiceRepository],
})
export class NotificationsModule {}
