import { setPriority } from 'node:os';
import workerpool from 'workerpool';
import type { Inspected } from './inspected.js';

// Whoever saves marks goes first.
setPriority(10);

/** Runs in a process of its own (content-inspection.ts). Decoders are loaded on use: a machine that lacks one says so. */
async function inspect(bytes: Uint8Array, mediaType: string, maxBytes: number): Promise<Inspected> {
  if (mediaType === 'application/pdf') return (await import('./pdf.js')).checkPdf(bytes);
  return (await import('./image.js')).redraw(bytes, mediaType, maxBytes);
}

workerpool.worker({ inspect });
