/** How long what takes; tests shorten it. */
export class DeliveryTuning {
  /** A provider that has not answered for so long will not. */
  timeoutMs = 20_000;
  /** A claim older than this belongs to a dead worker. Longer than a send may take. */
  leaseMs = 60_000;
  /** First pause after a failure; it doubles up to an hour, half of it is chance. */
  retryMs = 5_000;
  /** Tries before the dead-letter list: with the pauses above about six hours. */
  attempts = 15;
}
