import { Worker } from 'node:worker_threads';
import type { PdfDocument } from './pdf-document.js';

const SCRIPT = new URL('./draw.thread.js', import.meta.url);
/** A thread without work is ended, its fonts and its memory with it. */
const IDLE_MS = 60_000;
/** Of JavaScript objects: the slips of two thousand families take less than half. */
const MOST_MB = 1024;

/** What the thread is sent, and what it answers. */
export interface ToDraw { readonly id: number; readonly document: PdfDocument }
export type Drawn = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly error: Error });

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Documents are drawn in one thread of their own, in the order they are asked for: a school's slips take seconds, during which the
 * process goes on answering people. The thread keeps the process running only while somebody waits for a document.
 */
export class Drawing {
  private thread: Worker | null = null;
  private idle: NodeJS.Timeout | null = null;
  private last = 0;
  private readonly waiting = new Map<number, Waiting>();

  draw(document: PdfDocument): Promise<Buffer> {
    const id = this.last += 1;
    return new Promise((resolve, reject) => {
      const thread = this.begun();
      this.waiting.set(id, { resolve, reject });
      thread.ref();
      try {
        thread.postMessage({ id, document } satisfies ToDraw);
      } catch (error) { // what is no data does not get there
        this.drawn({ id, error: error as Error });
      }
    });
  }

  private begun(): Worker {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    if (this.thread !== null) return this.thread;
    const thread = new Worker(SCRIPT, { resourceLimits: { maxOldGenerationSizeMb: MOST_MB }, execArgv: [], env: {} });
    thread.on('message', (drawn: Drawn) => this.drawn(drawn));
    thread.on('error', (error) => this.lost(thread, error));
    thread.on('exit', (code) => this.lost(thread, new Error(`The thread that draws documents ended with ${code}`)));
    this.thread = thread;
    return thread;
  }

  private drawn(drawn: Drawn): void {
    const asked = this.waiting.get(drawn.id);
    this.waiting.delete(drawn.id);
    if (this.waiting.size === 0) this.rest();
    if ('bytes' in drawn) asked?.resolve(Buffer.from(drawn.bytes.buffer, drawn.bytes.byteOffset, drawn.bytes.byteLength));
    else asked?.reject(drawn.error);
  }

  private rest(): void {
    const { thread } = this;
    thread?.unref();
    this.idle = setTimeout(() => {
      this.thread = null;
      void thread?.terminate();
    }, IDLE_MS).unref();
  }

  /** The next document begins another thread. */
  private lost(thread: Worker, error: Error): void {
    if (this.thread !== thread) return; // ended for want of work
    this.thread = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
