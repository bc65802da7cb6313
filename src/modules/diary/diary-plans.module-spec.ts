import { beforeAll, describe, expect, it } from '@jest/globals';
import { fillSchoolYear, hotPlan, sequentialScans, yearsRead } from '../../../test/support/plans.js';
import { newId } from '../../shared/ids.js';
import { schoolYearOn } from '../../shared/period.js';
import { FAMILY_DIARY, STAFF_DIARY } from './persistence/diary.sql.js';

const today = new Date().toISOString();
const year = schoolYearOn(today.slice(0, 10));
const common = [newId(), newId(), year, `${year}-11-16`, `${year}-11-22`, today];

beforeAll(fillSchoolYear);

describe('plans of the diary (performance P7)', () => {
  it.each([['a family', FAMILY_DIARY, common], ['staff', STAFF_DIARY, [...common, newId(), false, newId()]]] as const)(
    'reads no table whole and no other year for %s', async (_, statement, params) => {
      const plan = await hotPlan(statement, params);
      expect(sequentialScans(plan)).toEqual([]);
      expect(yearsRead(plan)).toEqual([year]);
      expect(plan).toMatch(/Index Only Scan using mark_y\d{4}/);
    });
});
