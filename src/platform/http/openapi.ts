import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { errorText } from '../../shared/domain-error.js';
import { schoolPermissions } from '../auth/index.js';
import { PROBLEMS } from './problems.decorator.js';
import { STATUS_OF_KIND } from './problem.filter.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** RFC 9457 with our members. */
const PROBLEM_SCHEMA: Schemas[string] = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId'],
  properties: {
    type: { type: 'string', example: '/problems/object.not_found' },
    title: { type: 'string', description: 'Short words, Russian unless Accept-Language prefers English' },
    status: { type: 'integer', example: 404 },
    detail: { type: 'string', description: 'What to do' },
    instance: { type: 'string', description: 'Path of the request' },
    code: { type: 'string', description: 'Stable code, see docs/problems.md', example: 'object.not_found' },
    requestId: { type: 'string', description: 'Name it to support' },
    errors: {
      type: 'array',
      description: 'Every wrong field at once (422)',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body (RFC 6901)', example: '/child/snils' },
          parameter: { type: 'string', description: 'Name of a query parameter' },
          code: { type: 'string', example: 'snils.checksum' },
          message: { type: 'string' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the running program. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('School Cabinet')
    .setDescription('Electronic school journal and diary. Conventions: docs/problems.md lists every error code; lists take `limit` and `cursor`; POSTs honour `Idempotency-Key`.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'accessToken of POST /api/v1/auth/sign-in' })
    .build();
  const document = SwaggerModule.createDocument(app, builder, { operationIdFactory: (_, method) => method });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA as Schemas[string] } };
  const declared = declaredProblems(app);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = (item as Record<string, Operation | undefined>)[method];
      if (operation !== undefined) addProblems(operation, [...commonProblems(path, operation), ...(declared.get(operation.operationId ?? '') ?? [])]);
    }
  }
  sortEnums(document);
  return document;
}

/**
 * The compiler gives the members of a union in an order of its own, which another build may change. The lists are the program's
 * own constants, so they are replaced, not put in order where they stand.
 */
function sortEnums(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as { enum?: unknown };
  if (Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === 'string')) schema.enum = [...schema.enum].sort();
  for (const child of Object.values(part)) sortEnums(child);
}

/** What any operation may answer by its shape: no token, wrong role, no such object, wrong input. */
function commonProblems(path: string, operation: Operation): string[] {
  const { 'x-public': open, 'x-permission': permission } = operation as { 'x-public'?: string; 'x-permission'?: string };
  const closed = open === undefined;
  return [
    ...(closed ? ['auth.unauthenticated', 'auth.forbidden'] : []),
    ...(permission !== undefined && schoolPermissions().has(permission) ? ['auth.switched_off'] : []),
    ...((operation as { 'x-level'?: string })['x-level'] === undefined ? [] : ['auth.level_needed']),
    ...(path.includes('{') ? ['object.not_found'] : []),
    ...(operation.requestBody !== undefined || (operation.parameters ?? []).length > 0 ? ['input.invalid'] : []),
  ];
}

function addProblems(operation: Operation, codes: readonly string[]): void {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set(codes)) {
    const status = STATUS_OF_KIND[errorText(code).kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, list] of [...byStatus].sort(([a], [b]) => a - b)) {
    const first = list[0]!;
    operation.responses[String(status)] = {
      description: list.map((code) => `\`${code}\`: ${errorText(code).en}`).join('\n\n'),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          example: { type: `/problems/${first}`, title: errorText(first).ru, status, detail: errorText(first).ru, instance: '/api/v1/…', code: first, requestId: '0193…' },
        },
      },
    };
  }
}

/** `@Problems` by operation id, which is the handler's name unless the operation says otherwise. */
function declaredProblems(app: INestApplication): Map<string, string[]> {
  const discovery = app.get(DiscoveryService, { strict: false });
  const scanner = app.get(MetadataScanner, { strict: false });
  const reflector = app.get(Reflector);
  const result = new Map<string, string[]>();
  for (const { metatype } of discovery.getControllers()) {
    if (!metatype) continue;
    const prototype = (metatype as new () => object).prototype as Record<string, () => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      if (reflector.get<unknown>(METHOD_METADATA, handler) === undefined) continue;
      const operation = reflector.get<{ operationId?: string } | undefined>('swagger/apiOperation', handler);
      const codes = reflector.getAllAndMerge<string[]>(PROBLEMS, [handler, metatype as new () => object]);
      result.set(operation?.operationId || name, codes);
    }
  }
  return result;
}

/** Swagger UI at `/docs`, the document at `/openapi.json`. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => buildOpenApi(app), { jsonDocumentUrl: 'openapi.json', customSiteTitle: 'School Cabinet API' });
}
