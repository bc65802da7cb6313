import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '../platform/config/index.js';
import { Health } from '../platform/health/index.js';
import { Log } from '../platform/logging/index.js';
import { WorkerRuntime } from '../platform/queue/index.js';
import { AppModule } from './modules.js';

/**
 * The worker: the program's modules without HTTP, with the queue running.
 * @param module another composition, for tests that add modules of their own
 */
export async function startWorker(config: Config, module: DynamicModule = AppModule.with(config)): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Log, { strict: false }));
  await app.get(WorkerRuntime, { strict: false }).start();
  return app;
}

/**
 * A bare listener for the supervisor: `/health/live`, `/health/ready`, `/metrics`.
 * @returns where it listens
 */
export async function listenForProbes(app: INestApplicationContext, host: string, port: number): Promise<{ url: string; server: Server }> {
  const health = app.get(Health, { strict: false });
  const server = createServer((request, response) => {
    answer(health, request.url ?? '').then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, server };
}

async function answer(health: Health, path: string): Promise<{ status: number; type: string; body: string }> {
  const json = (status: number, body: object) => ({ status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) });
  switch (path) {
    case '/health/live':
      return json(200, { status: 'up', checks: {} });
    case '/health/ready': {
      const { ready, checks } = await health.readiness();
      return json(ready ? 200 : 503, { status: ready ? 'up' : 'down', checks });
    }
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: await health.metrics() };
    default:
      return json(404, { status: 'not found' });
  }
}
