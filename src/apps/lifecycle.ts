import type { INestApplicationContext } from '@nestjs/common';

/**
 * Ends the process cleanly on SIGINT, SIGTERM, or when the launcher's channel closes: a launcher killed with -9 leaves
 * no orphans. Tells the launcher where the process listens.
 */
export function stopWithLauncher(app: INestApplicationContext, url: string): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    app.close().then(() => process.exit(0), (error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.send === undefined) return;
  process.on('disconnect', stop);
  process.send({ listening: url });
}
