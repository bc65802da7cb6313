import type { FilePurpose } from './domain/purposes.js';

/**
 * `not_scanned`: there is no antivirus here. `scanning`: in quarantine until the antivirus answers, nobody gets the bytes.
 * `rejected`: it found something, the bytes are gone.
 */
export type FileState = 'not_scanned' | 'scanning' | 'clean' | 'rejected';

/** What is known of a file. */
export interface FileDescription {
  readonly id: string;
  readonly purpose: FilePurpose;
  /** As the sender called it, without paths and control characters. */
  readonly name: string;
  /** Told by content. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly state: FileState;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  /** The object that shows the file; null until it is attached. */
  readonly attachedTo: ObjectRef | null;
}

/** A document the program made. */
export interface MadeFile {
  readonly name: string;
  readonly mediaType: 'application/pdf';
  readonly bytes: Buffer;
  /** Person it belongs to until it is attached: who ordered or signed it. */
  readonly madeFor: string;
}

/** An object of a type registered with `platform/objects`. */
export interface ObjectRef {
  readonly objectType: string;
  readonly objectId: string;
}
