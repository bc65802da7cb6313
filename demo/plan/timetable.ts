import type { Random } from './random.js';

/** One hour a week that has to find its place: it takes the classes and the teachers at the same time. */
export interface Hour {
  readonly subject: string;
  readonly groups: readonly string[];
  readonly classes: readonly string[];
  readonly teachers: readonly string[];
}
export interface Slot { readonly weekday: number; readonly number: number }
export interface ClassWeek { readonly shift: 1 | 2; readonly hours: number }

const DAYS = 5;
const FIRST_BELL = { 1: 8 * 60 + 30, 2: 13 * 60 + 30 } as const;
export const LESSON_MINUTES = 45;
const STEP_MINUTES = 55;

/** Minutes since midnight. The second shift ends by 19:00 (sanitary norms). */
export function bell(shift: 1 | 2, number: number): { from: number; to: number } {
  const from = FIRST_BELL[shift] + (number - 1) * STEP_MINUTES;
  return { from, to: from + LESSON_MINUTES };
}

/**
 * A week without windows for classes in which no class and no teacher is in two places: hours are put where they disturb
 * least, and what they push out is placed again (min-conflicts with growing prices).
 * @returns the slot of each hour, in the order given
 */
export function solveTimetable(hours: readonly Hour[], weeks: ReadonlyMap<string, ClassWeek>, random: Random): Slot[] {
  const taken = new Map<string, number>();           // class/weekday/number → hour
  const teaches = new Map<string, Set<number>>();    // teacher/weekday → hours
  const placed: (Slot | null)[] = hours.map(() => null);
  const price = hours.map(() => 1);
  const queue = hours.map((_, i) => i).sort((a, b) => weight(hours[b]!) - weight(hours[a]!));
  const shiftOf = (hour: Hour): 1 | 2 => weeks.get(hour.classes[0]!)!.shift;

  const disturbed = (i: number, slot: Slot): Set<number> => {
    const hour = hours[i]!;
    const found = new Set<number>();
    for (const c of hour.classes) {
      const other = taken.get(`${c}/${slot.weekday}/${slot.number}`);
      if (other !== undefined) found.add(other);
    }
    const { from, to } = bell(shiftOf(hour), slot.number);
    for (const t of hour.teachers) {
      for (const other of teaches.get(`${t}/${slot.weekday}`) ?? []) {
        const their = bell(shiftOf(hours[other]!), placed[other]!.number);
        if (their.from < to && from < their.to) found.add(other);
      }
    }
    return found;
  };
  const sameDay = (i: number, slot: Slot): number => {
    let count = 0;
    for (const c of hours[i]!.classes) {
      for (let n = 1; n <= 8; n++) {
        const other = taken.get(`${c}/${slot.weekday}/${n}`);
        if (other !== undefined && hours[other]!.subject === hours[i]!.subject) count++;
      }
    }
    return count;
  };
  const move = (i: number, slot: Slot | null): void => {
    const hour = hours[i]!;
    const old = placed[i];
    placed[i] = slot;
    for (const c of hour.classes) {
      if (old) taken.delete(`${c}/${old.weekday}/${old.number}`);
      if (slot) taken.set(`${c}/${slot.weekday}/${slot.number}`, i);
    }
    for (const t of hour.teachers) {
      if (old) teaches.get(`${t}/${old.weekday}`)?.delete(i);
      if (slot) {
        const key = `${t}/${slot.weekday}`;
        if (!teaches.has(key)) teaches.set(key, new Set());
        teaches.get(key)!.add(i);
      }
    }
  };

  for (let step = 0; queue.length > 0; step++) {
    if (step > 400_000) throw new Error('No timetable was found for this curriculum');
    const i = queue.shift()!;
    let best: { slot: Slot; cost: number; out: Set<number> } | null = null;
    for (const slot of slotsOf(weeks.get(hours[i]!.classes[0]!)!.hours)) {
      const out = disturbed(i, slot);
      const cost = [...out].reduce((sum, o) => sum + price[o]!, 0) + 0.6 * sameDay(i, slot) + 0.3 * random.next();
      if (best === null || cost < best.cost) best = { slot, cost, out };
    }
    for (const o of best!.out) {
      move(o, null);
      price[o]! += 0.5;
      queue.push(o);
    }
    move(i, best!.slot);
  }
  return placed.map((slot) => slot!);
}

/** The places of a class's week: the first lessons of each day, so that there are no windows; the odd ones in midweek. */
function slotsOf(hours: number): Slot[] {
  const extra = [2, 4, 3, 1, 5].slice(0, hours % DAYS);
  return Array.from({ length: DAYS }, (_, d) => d + 1).flatMap((weekday) =>
    Array.from({ length: Math.floor(hours / DAYS) + (extra.includes(weekday) ? 1 : 0) }, (_, n) => ({ weekday, number: n + 1 })));
}

/** What is hard to place goes first. */
function weight(hour: Hour): number {
  return hour.classes.length * 10 + hour.teachers.length;
}
