import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { CalendarModule } from '../calendar/index.js';
import { FamilyModule } from '../family/index.js';
import { SchoolsModule } from '../schools/index.js';
import { Entries } from './app/entries.service.js';
import { LessonChanges } from './app/lesson-changes.service.js';
import { LessonRecords } from './app/lesson-records.js';
import { PlanDraft } from './app/plan-draft.service.js';
import { PublishTimetable } from './app/publish-timetable.service.js';
import { ScheduleQuery } from './app/schedule.query.js';
import { TimetableKind } from './app/timetable.kind.js';
import { TimetableTried } from './app/timetable-tried.js';
import { Timetables } from './app/timetables.service.js';
import { EntriesController } from './http/entries.controller.js';
import { LessonChangesController } from './http/lessons.controller.js';
import { ScheduleController } from './http/schedule.controller.js';
import { TimetablesController } from './http/timetables.controller.js';
import { BellsRepository } from './persistence/bells.repository.js';
import { ChangeRepository } from './persistence/change.repository.js';
import { ClashGuard } from './persistence/clash-guard.js';
import { EntryRepository } from './persistence/entry.repository.js';
import { LessonRepository } from './persistence/lesson.repository.js';
import { PublicationRepository } from './persistence/publication.repository.js';
import { ScheduleRepository } from './persistence/schedule.repository.js';
import { TimetableRepository } from './persistence/timetable.repository.js';
import { TimetableNamesRepository } from './persistence/timetable-names.repository.js';
import './schedule.acts.js';
import './schedule.errors.js';
import { ScheduleFacade } from './schedule.facade.js';
import './schedule.permissions.js';

@Module({
  imports: [AuditModule, CalendarModule, FamilyModule, SchoolsModule],
  controllers: [TimetablesController, EntriesController, LessonChangesController, ScheduleController],
  providers: [
    ScheduleFacade, Timetables, TimetableTried, TimetableKind, PlanDraft, Entries, PublishTimetable, LessonChanges, LessonRecords, ScheduleQuery, ClashGuard,
    TimetableRepository, TimetableNamesRepository, BellsRepository, EntryRepository, PublicationRepository, LessonRepository, ChangeRepository, ScheduleRepository,
  ],
  exports: [ScheduleFacade, LessonRecords],
})
export class ScheduleModule {}
