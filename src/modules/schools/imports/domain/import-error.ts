/** One thing wrong in a file. `column` is the heading as it stands in the file (or should stand), null for the whole line. */
export interface ImportError {
  /** Line of the file, the heading is 1; a row over several lines is named by its first. */
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  /** For the words of the message; never a value that was typed. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A row of the file: cells by column key. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Names what is wrong with a cell of the row at hand, by the key of its column. */
export type Say = (key: string, code: string, params?: Record<string, unknown>) => void;
