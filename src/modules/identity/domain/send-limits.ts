const HOUR_MS = 3600 * 1000;
export const DAY_MS = 24 * HOUR_MS;

/** How many codes may go out within any hour and any 24 hours. */
export interface SendLimit {
  readonly hour: number;
  readonly day: number;
}

/** What sends are counted by; the limit of a purpose and its recipient is the purpose's own (ID-10: 3 an hour). */
export type SendKind = 'context' | 'purpose' | 'recipient' | 'account' | 'address';

/** A whole school is one address to us. */
export const SEND_LIMITS: Readonly<Record<Exclude<SendKind, 'purpose'>, SendLimit>> = {
  context: { hour: 3, day: 10 },
  recipient: { hour: 10, day: 20 },
  account: { hour: 15, day: 30 },
  address: { hour: 60, day: 300 },
};

/** Until when another send must wait, or null. @param sent of the last 24 hours, oldest first */
export function waitUntil(sent: readonly Date[], limit: SendLimit, now: Date): Date | null {
  const waits = [[limit.hour, HOUR_MS], [limit.day, DAY_MS]].flatMap(([most = 0, window = 0]) => {
    const recent = sent.filter((at) => at.getTime() > now.getTime() - window);
    return recent.length < most ? [] : [recent[recent.length - most]!.getTime() + window];
  });
  return waits.length === 0 ? null : new Date(Math.max(...waits));
}
