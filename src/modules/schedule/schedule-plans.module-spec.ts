import { beforeAll, describe, expect, it } from '@jest/globals';
import { fillSchoolYear, hotPlan, sequentialScans, yearsRead } from '../../../test/support/plans.js';
import { newId } from '../../shared/ids.js';
import { schoolYearOn } from '../../shared/period.js';
import { SCHEDULES } from './persistence/schedule.sql.js';

const year = schoolYearOn(new Date().toISOString().slice(0, 10));

beforeAll(fillSchoolYear);

describe('plans of the schedule (performance P7)', () => {
  it.each(Object.entries(SCHEDULES))('reads no table whole and no other year for a %s', async (_, statement) => {
    for (const school of [newId(), null]) {
      const plan = await hotPlan(statement, [newId(), newId(), year, `${year}-11-16`, `${year}-11-22`, school, new Date().toISOString()]);
      expect(sequentialScans(plan)).toEqual([]);
      expect(yearsRead(plan)).toEqual([year]);
    }
  });
});
