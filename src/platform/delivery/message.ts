export const DELIVERY_CHANNELS = ['email', 'sms'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** What leaves the system. */
export interface Message {
  /** An e-mail address, or a phone number in E.164. */
  readonly to: string;
  /** E-mail only. */
  readonly subject?: string;
  readonly text: string;
}

/** How a delivery ended. `unknown`: it was being sent when the connection or the process died. */
export type DeliveryOutcome = 'sent' | 'unknown' | 'failed' | 'cancelled' | 'expired';

/** Knows the words of deliveries it planned, and is told how they ended. */
export interface DeliverySource {
  /**
   * Asked right before each try: makes the message from the present state, after looking at rights and wishes again.
   * A reason instead of a message cancels the delivery.
   */
  prepare(ref: string, channel: DeliveryChannel): Promise<Message | { readonly cancel: string }>;
  /** Runs in the transaction that records the outcome. */
  settled(ref: string, outcome: DeliveryOutcome, reason: string | null): Promise<void>;
}
