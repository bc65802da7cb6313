import type { SecurityEvent } from '../../../identity.contracts.js';

/** The outside centre that watches security events (ID-16). A port. */
export abstract class Monitoring {
  /** @throws Error when the centre did not take it: it is sent again, so it may come twice with the same id */
  abstract send(event: SecurityEvent): Promise<void>;
}
