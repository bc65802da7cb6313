/** What averages are made of: integers only, so nothing drifts (JO-4). */
export interface Sums {
  /** How many marks count. */
  readonly marks: number;
  /** Σ points. */
  readonly points: bigint;
  /** Σ points × weight. */
  readonly weightedPoints: bigint;
  /** Σ weight. */
  readonly weight: bigint;
}

export const NO_MARKS: Sums = { marks: 0, points: 0n, weightedPoints: 0n, weight: 0n };

/** A mark as an average sees it; `points` null is never in an average (pass, exempt, owed, work that does not count). */
export interface Counted {
  readonly points: number | null;
  readonly weight: number;
}

export function sumsOf(marks: readonly Counted[]): Sums {
  return marks.reduce((sums, { points, weight }) => (points === null ? sums : {
    marks: sums.marks + 1,
    points: sums.points + BigInt(points),
    weightedPoints: sums.weightedPoints + BigInt(points) * BigInt(weight),
    weight: sums.weight + BigInt(weight),
  }), NO_MARKS);
}

/** Plain mean, two decimals, half up from the exact fraction; null when nothing counts. */
export function average(sums: Sums): string | null {
  return decimal(sums.points, BigInt(sums.marks));
}

/** Σ(mark × weight) / Σ(weight), two decimals, half up from the exact fraction; null when nothing counts. */
export function weightedAverage(sums: Sums): string | null {
  return decimal(sums.weightedPoints, sums.weight);
}

/** numerator / denominator with two decimals: floor(x·100 + ½) in integers. Neither is negative. */
function decimal(numerator: bigint, denominator: bigint): string | null {
  if (denominator === 0n) return null;
  const hundredths = (numerator * 200n + denominator) / (denominator * 2n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}
