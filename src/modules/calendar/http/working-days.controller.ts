import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/auth/index.js';
import { isCalendarDate, isInstant, Problems } from '../../../platform/http/index.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { CalendarFacade } from '../calendar.facade.js';
import { yearOf } from '../domain/calendar-date.js';
import { WorkingDaysDto, WorkingDaysQuery } from './calendar.dto.js';

@Controller('working-days')
@ApiTags('Working calendar')
export class WorkingDaysController {
  constructor(private readonly calendar: CalendarFacade) {}

  @Get()
  @Public('The production calendar is law, known to everybody')
  @ApiOperation({ summary: 'When a term in working days ends, by the school\'s calendar (EN-4)', operationId: 'countWorkingDays' })
  @Problems('object.not_found', 'calendar.date_or_instant')
  async due(@Query() query: WorkingDaysQuery): Promise<WorkingDaysDto> {
    const from = await this.day(query);
    const { date, provisional } = await this.calendar.addWorkingDays(query.school, from, query.days);
    return { from, days: query.days, due: date, provisional };
  }

  private async day({ school, from }: WorkingDaysQuery): Promise<string> {
    // A plus sign of an offset comes as a space when the client did not encode it.
    const instant = from.replace(/ (?=\d{2}:\d{2}$)/, '+');
    if (!isCalendarDate(from) && !isInstant(instant)) throw wrong();
    const day = isCalendarDate(from) ? from : await this.calendar.dayOf(school, new Date(instant));
    if (yearOf(day) < 2000 || yearOf(day) > 2100) throw wrong();
    return day;
  }
}

function wrong(): InvalidInput {
  return new InvalidInput([{ parameter: 'from', code: 'calendar.date_or_instant' }]);
}
