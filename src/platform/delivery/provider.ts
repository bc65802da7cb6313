import type { DeliveryChannel, Message } from './message.js';

/**
 * Why a provider did not take a message.
 * - `refused`: it will never take it (no such recipient);
 * - `not_sent`: it has not taken it, another try is safe;
 * - `unknown`: the connection broke or fell silent after the message went out: it may have been taken.
 */
export class SendFailure extends Error {
  constructor(readonly kind: 'refused' | 'not_sent' | 'unknown', readonly code: string) {
    super(code);
  }
}

/** A way out of the system. */
export abstract class Provider {
  abstract readonly channel: DeliveryChannel;

  /**
   * @param id the same at every try
   * @returns the provider's id of the message, when it gives one
   * @throws SendFailure
   */
  abstract send(id: string, message: Message): Promise<string | null>;

  async close(): Promise<void> {
    // Most hold nothing open.
  }
}
