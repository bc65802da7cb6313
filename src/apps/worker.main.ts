import { Config } from '../platform/config/index.js';
import { stopWithLauncher } from './lifecycle.js';
import { listenForProbes, startWorker } from './worker-app.js';

const config = Config.fromEnv();
const app = await startWorker(config);
const { url, server } = await listenForProbes(app, config.settings.HOST, config.settings.WORKER_PORT);
// Probes answer until the process ends; an open connection must not hold it.
server.unref();
stopWithLauncher(app, url);
