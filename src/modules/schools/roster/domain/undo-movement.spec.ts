import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Moved, type TimeInClass, undoMovement } from './undo-movement.js';

const time = (classId: string, validFrom: string, validUntil: string | null = null, schoolYear = 2026): TimeInClass => ({ classId, schoolYear, validFrom, validUntil });
const moved = (fromClassId: string | null, toClassId: string | null, on = '2026-10-05'): Moved => ({ on, fromClassId, toClassId });

describe('taking a movement back', () => {
  it('leaves nothing of an enrolment', () => {
    expect(undoMovement(moved(null, 'a'), [time('a', '2026-10-05')])).toEqual({ remove: time('a', '2026-10-05'), reopen: null, restoreIn: null });
  });

  it('lets the class it ended go on, be it of the year before', () => {
    const [before, after] = [time('a', '2026-09-01', '2026-10-05'), time('b', '2026-10-05')];
    expect(undoMovement(moved('a', 'b'), [after, before])).toEqual({ remove: after, reopen: before, restoreIn: null });
    expect(undoMovement(moved('a', null), [before])).toEqual({ remove: null, reopen: before, restoreIn: null });
    const [fifth, sixth] = [time('5', '2026-09-01', '2027-08-01'), time('6', '2027-09-01', null, 2027)];
    expect(undoMovement(moved('5', '6', '2027-09-01'), [sixth, fifth])).toEqual({ remove: sixth, reopen: fifth, restoreIn: null });
  });

  it('is refused once the classes are other ones', () => {
    expect(undoMovement(moved('a', 'b'), [time('a', '2026-09-01', '2026-10-05')])).toBeNull();
    expect(undoMovement(moved('a', 'b'), [time('b', '2026-10-05', '2026-11-01')])).toBeNull();
    expect(undoMovement(moved('a', null), [time('a', '2026-09-01', '2026-10-05'), time('b', '2026-11-01')])).toBeNull();
  });

  it('undone one after another from the last, movements leave no trace', () => {
    const day = (n: number): string => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10);
    const steps = fc.array(fc.record({ days: fc.integer({ min: 0, max: 20 }), to: fc.constantFrom('a', 'b', 'c', null) }), { maxLength: 8 });
    fc.assert(fc.property(steps, (wanted) => {
      let times: TimeInClass[] = [];
      const history: { moved: Moved; before: TimeInClass[] }[] = [];
      let on = 0;
      for (const { days, to } of wanted) {
        on += days;
        const open = times.find(({ validUntil }) => validUntil === null) ?? null;
        // Back into the class on the day of leaving is one time in it again; a school says so by cancelling.
        if ((open === null && to === null) || open?.classId === to || times.some((t) => t.classId === to && t.validUntil === day(on))) continue;
        history.push({ moved: { on: day(on), fromClassId: open?.classId ?? null, toClassId: to }, before: times });
        times = times.flatMap((t) => (t !== open ? [t] : t.validFrom === day(on) ? [] : [{ ...t, validUntil: day(on) }]));
        if (to !== null) times = [...times, time(to, day(on))];
      }
      for (const { moved: last, before } of history.reverse()) {
        const undoing = undoMovement(last, times)!;
        times = times.filter((t) => t !== undoing.remove).map((t) => (t === undoing.reopen ? { ...t, validUntil: null } : t));
        if (undoing.restoreIn !== null) times.push(time(undoing.restoreIn, last.on));
        expect(new Set(times)).toEqual(new Set(before));
      }
    }));
  });
});
