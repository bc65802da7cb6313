import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/index.js';
import { FamilyModule } from '../family/index.js';
import { ScheduleModule } from '../schedule/index.js';
import { SchoolsModule } from '../schools/index.js';
import { ChangeMark } from './app/change-mark.service.js';
import { JournalNotices } from './app/journal-notices.js';
import { JournalObjects } from './app/journal-objects.js';
import { JournalPageQuery } from './app/journal-page.query.js';
import { JournalReaders } from './app/journal-readers.js';
import { JournalTried } from './app/journal-tried.js';
import { JournalReads } from './app/journal-reads.query.js';
import { WriteLessonRecord } from './app/lesson-record.service.js';
import { MarkStatistics } from './app/mark-statistics.query.js';
import { PupilGroupStatisticsQuery } from './app/pupil-group-statistics.query.js';
import { SaveAttendance } from './app/save-attendance.service.js';
import { SaveMarks } from './app/save-marks.service.js';
import { SchoolLists } from './app/school-lists.query.js';
import { Works } from './app/works.service.js';
import { JournalGroupsController } from './http/journal-groups.controller.js';
import { JournalLessonsController } from './http/journal-lessons.controller.js';
import { JournalListsController } from './http/journal-lists.controller.js';
import { JournalMarksController } from './http/journal-marks.controller.js';
import { JournalPupilsController } from './http/journal-pupils.controller.js';
import { MarkStatisticsController } from './http/mark-statistics.controller.js';
import { PupilGroupStatisticsController } from './http/pupil-group-statistics.controller.js';
import './journal.errors.js';
import { JournalFacade } from './journal.facade.js';
import './journal.permissions.js';
import { AttendanceRepository } from './persistence/attendance.repository.js';
import { JournalPageRepository } from './persistence/journal-page.repository.js';
import { JournalReadsRepository } from './persistence/journal-reads.repository.js';
import { MarkCountsRepository } from './persistence/mark-counts.repository.js';
import { PupilGroupFiguresRepository } from './persistence/pupil-group-figures.repository.js';
import { MarksRepository } from './persistence/marks.repository.js';
import { NoticesRepository } from './persistence/notices.repository.js';
import { RecordsRepository } from './persistence/records.repository.js';
import { SchoolListsRepository } from './persistence/school-lists.repository.js';
import { WorksRepository } from './persistence/works.repository.js';

@Module({
  imports: [ConsentsModule, FamilyModule, ScheduleModule, SchoolsModule],
  controllers: [JournalGroupsController, JournalLessonsController, JournalMarksController, JournalPupilsController, JournalListsController, MarkStatisticsController, PupilGroupStatisticsController],
  providers: [
    JournalFacade, SaveMarks, ChangeMark, SaveAttendance, Works, WriteLessonRecord, JournalPageQuery, JournalReaders, JournalReads, SchoolLists, JournalNotices, JournalObjects, JournalTried, MarkStatistics, MarkCountsRepository, PupilGroupStatisticsQuery, PupilGroupFiguresRepository,
    MarksRepository, AttendanceRepository, WorksRepository, RecordsRepository, SchoolListsRepository, JournalPageRepository, JournalReadsRepository, NoticesRepository,
  ],
  exports: [JournalFacade],
})
export class JournalModule {}
