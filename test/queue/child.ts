import { NestFactory } from '@nestjs/core';
import { startWorker } from '../../src/apps/worker-app.js';
import { Config } from '../../src/platform/config/index.js';
import { Mood, parcelApp, Parcels, type Parcel } from './parcel.module.js';

/** A process that a test kills: `child.js sender` sends what its parent orders and dies at the commit, `child.js worker` works. */
const config = Config.fromEnv();

if (process.argv[2] === 'sender') {
  const app = await NestFactory.createApplicationContext(parcelApp(config), { logger: false, abortOnError: false });
  await app.init();
  process.on('message', (parcels: Parcel[]) => {
    void (async () => {
      for (const parcel of parcels) await app.get(Parcels, { strict: false }).send(parcel);
      // The commit is done, the wake-up has not gone out: nobody has told the worker.
      process.kill(process.pid, 'SIGKILL');
    })();
  });
} else {
  const app = await startWorker(config, parcelApp(config));
  app.get(Mood, { strict: false }).hanging = () => process.send?.('hanging');
  process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
}
process.send?.('ready');
