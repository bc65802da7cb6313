import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AuditModule } from '../modules/audit/index.js';
import { CalendarModule } from '../modules/calendar/index.js';
import { ConsentsModule } from '../modules/consents/index.js';
import { DiaryModule } from '../modules/diary/index.js';
import { FilesModule } from '../modules/files/index.js';
import { IdentityModule } from '../modules/identity/index.js';
import { NotificationsModule } from '../modules/notifications/index.js';
import { ScheduleModule } from '../modules/schedule/index.js';
import { JournalModule } from '../modules/journal/index.js';
import { SchoolsModule } from '../modules/schools/index.js';
import { FamilyModule } from '../modules/family/index.js';
import { EnrollmentModule } from '../modules/enrollment/index.js';
import { Config } from '../platform/config/index.js';
import { PlatformModule } from '../platform/platform.module.js';
import type { QueueTuning } from '../platform/queue/index.js';
import { Clock, OffsetClock } from '../shared/clock.js';

/** The program's modules in build order (`module-map.cjs`). API and worker are composed of the same ones. */
const MODULES: readonly (Type<object> | DynamicModule)[] = [
  AuditModule,
  ConsentsModule,
  FilesModule,
  IdentityModule,
  SchoolsModule,
  CalendarModule,
  FamilyModule,
  EnrollmentModule,
  ScheduleModule,
  JournalModule,
  DiaryModule,
  NotificationsModule,
];

@Module({})
export class AppModule {
  static with(config: Config, clock: Clock = new OffsetClock(config.settings.CLOCK_OFFSET), tuning?: QueueTuning): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(config, clock, tuning), ...MODULES] };
  }
}
