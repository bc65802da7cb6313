import { defineEvent } from '../../platform/outbox/index.js';

/** A file is gone from the register; its bytes are removed by the subscriber, once the register says so for good. */
export const FileRemoved = defineEvent<{ readonly fileId: string }>('files.removed');

export interface ScanOrder {
  readonly fileId: string;
  /** How often the antivirus gave no answer. */
  readonly attempt: number;
}

/** The antivirus is to be asked about a file in quarantine. */
export const FileToScan = defineEvent<ScanOrder>('files.to_scan');

/** There are files no antivirus has looked into, and there is one now. */
export const OldFilesToScan = defineEvent<Readonly<Record<string, never>>>('files.old_to_scan');

export interface RejectedFile {
  readonly fileId: string;
  readonly uploadedBy: string;
}

/** The antivirus found something: the file is refused, its bytes are removed by the subscriber. */
export const FileRejected = defineEvent<RejectedFile>('files.rejected');
