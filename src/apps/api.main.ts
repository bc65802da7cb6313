import { Config } from '../platform/config/index.js';
import { createHttpApp } from './http-app.js';
import { stopWithLauncher } from './lifecycle.js';

const config = Config.fromEnv();
const app = await createHttpApp(config);
await app.listen(config.settings.PORT, config.settings.HOST);
stopWithLauncher(app, await app.getUrl());
