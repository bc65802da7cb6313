import { average, type Sums, weightedAverage } from '../domain/average.js';
import type { PupilAverage } from '../journal.contracts.js';

/** Sums as statements answer them: bigint as text, because JSON numbers would lose digits. */
export interface SumsRow {
  readonly pupilId: string;
  readonly termId: string;
  readonly marks: number;
  readonly points: string;
  readonly weightedPoints: string;
  readonly weight: string;
}

export function toAverage(row: SumsRow): PupilAverage {
  const sums: Sums = { marks: row.marks, points: BigInt(row.points), weightedPoints: BigInt(row.weightedPoints), weight: BigInt(row.weight) };
  return {
    pupilId: row.pupilId, termId: row.termId, average: average(sums), weightedAverage: weightedAverage(sums),
    count: row.marks, sum: Number(sums.weightedPoints), weight: Number(sums.weight),
  };
}
