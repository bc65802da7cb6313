import { Config } from '../platform/config/index.js';
import { Launcher } from './launcher/launcher.js';

let config: Config;
try {
  config = Config.fromEnv();
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
const launcher = new Launcher(config);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void launcher.stop());
process.stdout.on('error', () => undefined); // whoever read our output is gone: not a reason to fall
process.exit(await launcher.run());
