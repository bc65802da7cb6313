import type { Cells } from './read-rows.js';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  1: ['пн', 'понедельник', 'mon'], 2: ['вт', 'вторник', 'tue'], 3: ['ср', 'среда', 'wed'], 4: ['чт', 'четверг', 'thu'], 5: ['пт', 'пятница', 'fri'],
  6: ['сб', 'суббота', 'sat'], 7: ['вс', 'воскресенье', 'sun'],
};

/** 1 is Monday. Null: the cell is empty. */
export function readWeekday(cells: Cells, key: string): number | null {
  const word = cells.word(key, WORDS);
  return word === null ? null : Number(word);
}

/** As we write it: `пн`. */
export const weekdayWord = (weekday: number): string => WORDS[weekday]![0]!;
