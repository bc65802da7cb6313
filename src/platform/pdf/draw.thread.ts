import { parentPort } from 'node:worker_threads';
import { draw } from './draw.js';
import type { Drawn, ToDraw } from './drawing.js';

/** Draws what it is sent, one after another (drawing.ts). */
parentPort!.on('message', ({ id, document }: ToDraw) => {
  draw(document)
    .then((bytes): Drawn => ({ id, bytes }), (error: unknown): Drawn => ({ id, error: error instanceof Error ? error : new Error(String(error)) }))
    .then((drawn) => { parentPort!.postMessage(drawn); });
});
