import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { CalendarCache } from './app/calendar-cache.js';
import { CalendarsQuery } from './app/calendars.query.js';
import { ImportCalendarService } from './app/import-calendar.service.js';
import { RegionalHolidaysService } from './app/regional-holidays.service.js';
import './calendar.errors.js';
import { CalendarFacade } from './calendar.facade.js';
import './calendar.permissions.js';
import { WorkingCalendarsController } from './http/working-calendars.controller.js';
import { WorkingDaysController } from './http/working-days.controller.js';
import { CalendarRepository } from './persistence/calendar.repository.js';

@Module({
  imports: [AuditModule],
  controllers: [WorkingDaysController, WorkingCalendarsController],
  providers: [CalendarRepository, CalendarCache, CalendarsQuery, ImportCalendarService, RegionalHolidaysService, CalendarFacade],
  exports: [CalendarFacade],
})
export class CalendarModule {}
