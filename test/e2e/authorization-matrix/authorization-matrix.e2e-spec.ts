import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildOpenApi } from '../../../src/platform/http/index.js';
import { newId } from '../../../src/shared/ids.js';
import { startTestApp, type TestApp } from '../../support/index.js';
import { type DocumentedOperation, gaps, operationsOf } from './completeness.js';
import { EVERYONE, get, type Matrix, send } from './format.js';
import { makeStrangers } from './strangers.js';

const NOT_MODULES = new Set(['format', 'strangers', 'completeness', 'authorization-matrix.e2e-spec']);

const matrices = new Map<string, Matrix>();
for (const file of readdirSync(fileURLToPath(new URL('.', import.meta.url))).filter((f) => f.endsWith('.js')).sort()) {
  const module = file.slice(0, -3);
  if (!NOT_MODULES.has(module)) matrices.set(module, ((await import(`./${file}`)) as { matrix: Matrix }).matrix);
}

let app: TestApp;
let documented: DocumentedOperation[];
beforeAll(async () => {
  app = await startTestApp();
  documented = operationsOf(buildOpenApi(app.nest) as never);
});
afterAll(() => app.stop());

describe('authorization matrix (SE-2)', () => {
  it('has rows for every operation and every role', () => {
    expect(gaps(documented, matrices)).toEqual([]);
  });

  it('lets nobody in without a token', async () => {
    const open: string[] = [];
    for (const { method, path, isPublic } of documented.filter((o) => !o.isPublic)) {
      const url = path.replace(/\{\w+\}/g, newId());
      const answer = await app.request(method as 'GET', `/${url}`, method === 'GET' || method === 'DELETE' ? undefined : {});
      if (answer.status !== 401 || isPublic) open.push(`${method} ${path}: ${answer.status}`);
    }
    expect(open).toEqual([]);
  });

  for (const [module, matrix] of matrices) {
    it(`holds for ${module}`, async () => {
      const world = (await matrix.world(app)) as unknown;
      const strangers = await makeStrangers(app);
      const wrong: string[] = [];
      for (const [id, { call, rows }] of Object.entries(matrix.operations)) {
        for (const row of rows) {
          for (const role of row.as === undefined ? row.roles : row.roles.slice(0, 1)) {
            const answer = await send(app, row.as === undefined ? strangers.get(role)! : row.as(world), (row.call ?? call)(world));
            if (answer.status !== row.status) wrong.push(`${id} × ${role} × ${row.relation}: ${answer.status} ${answer.body?.code ?? ''}, not ${row.status}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    }, 120_000);
  }
});

describe('the completeness check', () => {
  const one: DocumentedOperation = { id: 'listThings', method: 'GET', path: '/api/v1/things', isPublic: false };
  const matrixOf = (operations: Matrix['operations']) => new Map([['things', { world: async () => ({}), operations }]]);
  const operation = (rows: Matrix['operations'][string]['rows']): Matrix['operations'][string] => ({ call: () => get('/things'), rows });

  it('finds an operation without rows, a role without a row, a stale row, and an operation nobody gets through to', () => {
    expect(gaps([one], new Map())).toEqual(['GET /api/v1/things (listThings) has no row']);
    const all = { roles: EVERYONE, relation: 'anybody' as const };
    expect(gaps([one], matrixOf({ listThings: operation([{ ...all, status: 200 }]) }))).toEqual([]);
    expect(gaps([one], matrixOf({ listThings: operation([{ ...all, status: 403 }]) }))).toEqual(['listThings: nobody is shown to get through']);
    expect(gaps([one], matrixOf({ listThings: operation([{ roles: EVERYONE.filter((r) => r !== 'pupil'), relation: 'anybody', status: 200 }]) })))
      .toEqual(['listThings: no row for pupil']);
    expect(gaps([], matrixOf({ gone: operation([]) }))).toEqual(['things: gone is in no document']);
  });
});
