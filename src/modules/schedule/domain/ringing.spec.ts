import { describe, expect, it } from '@jest/globals';
import { bellsOf, type Building, ringing } from './ringing.js';

const usual = { id: 'usual', kind: 'regular' } as const;
const winter = { id: 'winter', kind: 'regular' } as const;
const short = { id: 'short', kind: 'short' } as const;
const shorter = { id: 'shorter', kind: 'short' } as const;
const building = (own: Partial<Building>): Building => ({ id: 'b', name: 'Корпус Б', bellScheduleId: null, shortBellScheduleId: null, ...own });

describe('the bells a lesson goes by', () => {
  it('are the school\'s of the day where no building has its own', () => {
    for (const day of [usual, winter, short, shorter]) {
      expect(bellsOf(null, day)).toBe(day.id);
      expect(bellsOf(building({}), day)).toBe(day.id);
    }
  });

  it('are the building\'s own for a day of that kind', () => {
    const both = building({ bellScheduleId: 'own', shortBellScheduleId: 'own short' });
    expect([usual, winter, short, shorter].map((day) => bellsOf(both, day))).toEqual(['own', 'own', 'own short', 'own short']);
  });

  it('are the school\'s on the kind of day a building has none for', () => {
    expect([usual, short].map((day) => bellsOf(building({ bellScheduleId: 'own' }), day))).toEqual(['own', 'short']);
    expect([usual, short].map((day) => bellsOf(building({ shortBellScheduleId: 'own' }), day))).toEqual(['usual', 'own']);
  });

  it('are told for every day and building, with the name of a building that differs from the school', () => {
    expect(ringing([usual, short], [building({ bellScheduleId: 'own' })])).toEqual([
      { buildingId: null, ownBellsOf: null, ofDay: 'usual', bells: 'usual' },
      { buildingId: 'b', ownBellsOf: 'Корпус Б', ofDay: 'usual', bells: 'own' },
      { buildingId: null, ownBellsOf: null, ofDay: 'short', bells: 'short' },
      { buildingId: 'b', ownBellsOf: null, ofDay: 'short', bells: 'short' },
    ]);
  });
});
