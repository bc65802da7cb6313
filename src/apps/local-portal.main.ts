import { Config } from '../platform/config/index.js';
import { startLocalPortal } from './local-portal/local-portal.js';

const { HOST, LOCAL_PORTAL_PORT } = Config.fromEnv().settings;
const callbacks = (process.env['LOCAL_PORTAL_CALLBACKS'] ?? '').split(' ').filter((url) => url !== '');
const portal = await startLocalPortal({ port: LOCAL_PORTAL_PORT, host: HOST, clientSecret: process.env['LOCAL_PORTAL_SECRET'] ?? '', callbacks });
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => void portal.stop().then(() => process.exit(0)));
process.send?.({ listening: portal.issuer });
