import type { Actor } from '../../../shared/actor.js';
import type { AcademicYear } from '../structure/structure.model.js';
import type { Column } from './domain/columns.js';
import type { ImportError } from './domain/import-error.js';
import type { Table } from './domain/read-rows.js';

/**
 * A kind of file (SC-6): its columns, what its rows would do, and the same rows given out. One file in `kinds/` each,
 * named in `kinds/kinds.ts`; its class also carries `static kind` and `static exported`, the words of the act in the log.
 * One that a module above contributes (`SchoolsFacade.contributeImport`) defines that own act there.
 */
export interface ImportKindOf {
  /** What somebody needs for files of this kind, both ways, as the school has set it (SC-12). */
  readonly right: string;
  readonly columns: readonly Column[];
  /** Keys of the columns given out, in their order. */
  readonly exportedColumns: readonly string[];
  /** Rows name people and what is known of them: giving them out needs a second factor shown lately (ID-5). */
  readonly personal?: boolean;
  /** Asks what the school has and plans; nothing is written before `write`. */
  draft(context: ImportContext): Promise<Draft>;
  /** Rows as the import takes them: taken in again they change nothing. */
  exportRows(schoolId: string, schoolYear: number): Promise<readonly (readonly (string | null)[])[]>;
}

export interface ImportContext {
  /** Who takes the file in. */
  readonly actor: Actor;
  readonly schoolId: string;
  readonly year: AcademicYear;
  /** The day a change takes place. */
  readonly on: string;
  readonly table: Table;
}

/** What a file would do, and doing it. */
export interface Draft {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly errors: readonly ImportError[];
  write(actor: Actor): Promise<void>;
}
