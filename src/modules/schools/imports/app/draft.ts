import type { Actor } from '../../../../shared/actor.js';
import type { ImportError } from '../domain/import-error.js';

/** What a file would do, and doing it. */
export interface Draft {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly errors: readonly ImportError[];
  write(actor: Actor | null): Promise<void>;
}
