import { startWorker } from '../../src/apps/worker-app.js';
import { AppModule } from '../../src/apps/modules.js';
import { IssueDocument, type KeptDocument } from '../../src/modules/enrollment/app/issue-document.service.js';
import { Config } from '../../src/platform/config/index.js';
import { QueueTuning } from '../../src/platform/queue/index.js';
import { OffsetClock } from '../../src/shared/clock.js';

/** A worker that a test kills: it makes and keeps a document, says so, and never comes to giving it. */
const config = Config.fromEnv();
const tuning = Object.assign(new QueueTuning(), { lockMs: 5_000, stalledMs: 1_000, retryMs: 20, attempts: 4 });
const app = await startWorker(config, AppModule.with(config, new OffsetClock(), tuning));
const documents = app.get(IssueDocument, { strict: false });
const make = documents.make.bind(documents);
documents.make = async (requestId): Promise<KeptDocument | null> => {
  const kept = await make(requestId);
  if (kept === null) return null;
  process.send?.('kept');
  return new Promise(() => {});
};
process.send?.('ready');
