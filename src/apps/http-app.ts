import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/index.js';
import { acceptForms, ProblemFilter, serveOpenApi } from '../platform/http/index.js';
import { Log } from '../platform/logging/index.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { AppModule } from './modules.js';

const BODY_LIMIT = 1024 * 1024;
export const API_PREFIX = 'api/v1';
const OUTSIDE_PREFIX = ['health/live', 'health/ready', 'metrics', 'feeds/*path'];

/**
 * The HTTP side of the program, ready to listen.
 * @param module another composition, for tests that add modules of their own
 */
export async function createHttpApp(config: Config, clock?: Clock, module: DynamicModule = AppModule.with(config, clock)): Promise<NestFastifyApplication> {
  const trusted = config.settings.TRUST_PROXY.split(',').map((p) => p.trim()).filter((p) => p !== '');
  const adapter = new FastifyAdapter({
    trustProxy: trusted.length === 0 ? false : trusted,
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    // Fastify's own refusals (a bad URL escape) are problem documents too.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => { problems().answer(error, request, reply); },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true, abortOnError: false });
  const problems = (): ProblemFilter => app.get(ProblemFilter, { strict: false });
  app.useLogger(app.get(Log));
  app.setGlobalPrefix(API_PREFIX, { exclude: OUTSIDE_PREFIX });
  acceptEmptyJson(app);
  await acceptForms(app);
  await app.register(helmet, { contentSecurityPolicy: { directives: SWAGGER_UI_POLICY } });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (request, reply) => { reply.header('x-request-id', request.id); });
  serveOpenApi(app);
  return app;
}

/** Swagger UI needs inline styles and data images; nothing else of the program serves pages. */
const SWAGGER_UI_POLICY = {
  defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], scriptSrc: ["'self'", "'unsafe-inline'"], upgradeInsecureRequests: null,
};

/** An empty JSON body is `{}`: a POST without a body is fine (api.md, Conventions). */
function acceptEmptyJson(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT }, (request: FastifyRequest, body: Buffer, done: (error: Error | null, value?: unknown) => void) => {
    if (body.length === 0) done(null, {});
    else parse(request, body.toString('utf8'), done);
  });
}
