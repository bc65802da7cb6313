import { newId } from '../../../src/shared/ids.js';
import { form } from '../../support/form.js';
import { anybody, defineMatrix, everyoneBut, get, post, put, strangers } from './format.js';

export const matrix = defineMatrix(
  async () => ({ sent: await form({ mode: 'preview' }, { content: '2031,1\n', name: 'calendar.csv' }) }),
  ({ operation }) => ({
    countWorkingDays: operation(() => get(`/working-days?school=${newId()}&from=2026-11-03`), [anybody(404)]),
    getWorkingCalendar: operation(() => get('/working-calendars/2026'), [anybody(200)]),
    importWorkingCalendar: operation((w) => post('/working-calendars/imports', w.sent.body, w.sent.headers), [
      strangers(['system_admin'], 200),
      strangers(everyoneBut('system_admin'), 403),
    ]),
    setRegionalHolidays: operation(() => put('/working-calendars/2098/regional-holidays/00', { dates: [] }), [
      strangers(['system_admin'], 204),
      strangers(everyoneBut('system_admin'), 403),
    ]),
  }),
);
