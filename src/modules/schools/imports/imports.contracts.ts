import type { ImportError } from './domain/import-error.js';
import type { ImportKind } from './kinds/kinds.js';

/** A file to be taken in (SC-6). */
export interface ImportRequest {
  readonly schoolId: string;
  readonly kind: ImportKind;
  /** `preview` tells what would be; `commit` writes it. */
  readonly mode: 'preview' | 'commit';
  /** With errors in some rows write the good ones. Otherwise nothing is written unless all rows are good. */
  readonly partial: boolean;
  /** The year the classes belong to; the present one unless said. */
  readonly schoolYear?: number;
  /** The day a change of class takes place; today unless said. */
  readonly on?: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface ImportResult {
  readonly id: string;
  readonly schoolId: string;
  readonly kind: ImportKind;
  readonly mode: 'preview' | 'commit';
  readonly partial: boolean;
  readonly schoolYear: number;
  readonly fileName: string;
  /** Whether anything was written: false for a preview and for a refused file. */
  readonly written: boolean;
  /** Rows under the heading. */
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly errors: readonly ImportError[];
  readonly askedAt: Date;
}
