/** Seconds refresh tokens live without use (ID-11, idle limit); longer on a trusted device. */
export const IDLE_SECONDS = 30 * 60;

/**
 * The answer of a refresh leaves no earlier than this after the rotation. Nobody can have seen the new token before, so
 * the old one coming again within that time is a twin sent in parallel, and gets the same pair; later it is a reuse.
 */
export const TWIN_MS = 150;

/** A request is not under way for longer; an earlier arrival tells of clocks that differ. */
export const IN_FLIGHT_MS = 10_000;

export type RefreshVerdict = 'rotate' | 'twin' | 'reuse';

/**
 * What a known token of a live session means.
 * @param arrivedAt when the request came in
 */
export function judgeRefresh(token: { generation: number; rotatedAt: Date | null }, newest: number, arrivedAt: Date): RefreshVerdict {
  if (token.rotatedAt === null) return 'rotate';
  const after = arrivedAt.getTime() - token.rotatedAt.getTime();
  return after <= TWIN_MS && after >= -IN_FLIGHT_MS && token.generation === newest - 1 ? 'twin' : 'reuse';
}
