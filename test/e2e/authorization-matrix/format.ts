/*
 * The authorization matrix (SE-2): who gets what from each operation, written by hand.
 *
 * One file a module, `<module>.ts`, exports `matrix`:
 *
 *   export const matrix = defineMatrix(
 *     // Builds schools and people once; rows name them. Ids in it are of the object the calls ask for.
 *     async (app) => ({ lesson, teacher: await signIn(app, teacher), colleague: … }),
 *     ({ operation, row }) => ({
 *       // operationId: how it is called (ids in path, query and body), then its rows
 *       listMarks: operation((w) => get(`/lessons/${w.lesson}/marks`), [
 *         row('teacher', 'own', 200, (w) => w.teacher),
 *         row('teacher', 'other_class', 404, (w) => w.colleague),
 *         strangers(SCHOOL_STAFF, 404),            // holders of these roles in a school of their own
 *         strangers(everyoneBut(SCHOOL_STAFF), 403),
 *       ]),
 *     }),
 *   );
 *
 * Rows of one operation run in order; a row that changes something may give its own `call` as the last argument.
 * `strangers` are made by the runner: one person per role, with a school (class, region) nobody else is in.
 * Nobody writes rows for callers without a token: the runner asks every operation that is not public, and wants 401.
 *
 * The runner fails on an operation of the document without rows, on rows for an operation that is gone, on an operation
 * whose roles are not all covered, and on one that nobody is shown to get through to.
 */
import { ROLE_CODES, type RoleCode } from '../../../src/shared/roles.js';
import type { Answer, Method, TestApp } from '../../support/app.js';

/** How the caller stands to the object asked for. `none`: the role may never, whatever the object. */
export type Relation = 'own' | 'same_class' | 'other_class' | 'same_school' | 'other_school' | 'ended' | 'none' | 'anybody';

export interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Row<World> {
  /** `no_role`: signed in without any. */
  readonly roles: readonly (RoleCode | 'no_role')[];
  readonly relation: Relation;
  readonly status: number;
  /** Access token of the caller; null calls without one. Missing: a stranger of each of the roles. */
  readonly as?: (world: World) => string | null;
  readonly call?: (world: World) => Call;
}

export interface OperationRows<World> {
  readonly call: (world: World) => Call;
  readonly rows: readonly Row<World>[];
}

export interface Matrix<World = any> {
  readonly world: (app: TestApp) => Promise<World>;
  readonly operations: Readonly<Record<string, OperationRows<World>>>;
}

/** `operation` and `row`, knowing the world they are written for. */
export interface RowKit<World> {
  /** How an operation is called (ids in path, query and body), and who gets what from it. */
  operation(call: (world: World) => Call, rows: readonly Row<World>[]): OperationRows<World>;
  /** One caller of the world. */
  row(role: RoleCode | 'no_role', relation: Relation, status: number, as: (world: World) => string | null, call?: (world: World) => Call): Row<World>;
}

const kit: RowKit<any> = {
  operation: (call, rows) => ({ call, rows }),
  row: (role, relation, status, as, call) => ({ roles: [role], relation, status, as, call }),
};

/** @param world builds schools and people once */
export function defineMatrix<World>(
  world: (app: TestApp) => Promise<World>, operations: (kit: RowKit<World>) => Readonly<Record<string, OperationRows<World>>>,
): Matrix<World> {
  return { world, operations: operations(kit) };
}

/** Holders of the roles who have nothing to do with the world: 404 where the role may see such objects, 403 where it never may. */
export function strangers(roles: readonly (RoleCode | 'no_role')[], status: number, call?: (world: any) => Call): Row<any> {
  return { roles, relation: status === 403 ? 'none' : status < 300 ? 'anybody' : 'other_school', status, call };
}

/** A public operation, called without a token: it covers every role. */
export function anybody(status: number, call?: (world: any) => Call): Row<any> {
  return { roles: EVERYONE, relation: 'anybody', status, as: () => null, call };
}

export const EVERYONE: readonly (RoleCode | 'no_role')[] = [...ROLE_CODES, 'no_role'];

export function everyoneBut(...roles: readonly (RoleCode | readonly RoleCode[])[]): (RoleCode | 'no_role')[] {
  const left = new Set<string>(roles.flat());
  return EVERYONE.filter((role) => !left.has(role));
}

export const get = (path: string): Call => ({ method: 'GET', path });
export const post = (path: string, body: unknown = {}, headers?: Call['headers']): Call => ({ method: 'POST', path, body, headers });
export const put = (path: string, body: unknown, headers?: Call['headers']): Call => ({ method: 'PUT', path, body, headers });
export const patch = (path: string, body: unknown, headers?: Call['headers']): Call => ({ method: 'PATCH', path, body, headers });
export const remove = (path: string, headers?: Call['headers']): Call => ({ method: 'DELETE', path, headers });

export function send(app: TestApp, token: string | null, { method, path, body, headers }: Call): Promise<Answer> {
  return app.request(method, path, body, { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers });
}
