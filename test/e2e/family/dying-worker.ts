import { MakeSlips } from '../../../src/modules/family/app/slips/make-slips.service.js';
import { SlipLoginMaker } from '../../../src/modules/family/app/slips/slip-logins.service.js';
import { AppModule } from '../../../src/apps/modules.js';
import { startWorker } from '../../../src/apps/worker-app.js';
import { Config } from '../../../src/platform/config/index.js';
import { QueueTuning } from '../../../src/platform/queue/index.js';
import { OffsetClock } from '../../../src/shared/clock.js';

/*
 * A worker that a test kills: `dying-worker.js begin` hangs when it comes to a batch of slips, `dying-worker.js write` once codes and logins are
 * written and not yet committed, `dying-worker.js live` works.
 */
const config = Config.fromEnv();
const quick = Object.assign(new QueueTuning(), { lockMs: 3_000, stalledMs: 500, retryMs: 20 });
const app = await startWorker(config, AppModule.with(config, new OffsetClock(), quick));

const hang = async (): Promise<never> => {
  process.send?.('hanging');
  return new Promise(() => undefined);
};
if (process.argv[2] === 'begin') app.get(MakeSlips, { strict: false }).run = hang;
if (process.argv[2] === 'write') {
  const logins = app.get(SlipLoginMaker, { strict: false });
  const write = logins.write.bind(logins);
  logins.write = async (...args) => {
    await write(...args);
    await hang();
  };
}
process.send?.('ready');
