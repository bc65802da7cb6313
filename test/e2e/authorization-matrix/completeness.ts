import { EVERYONE, type Matrix } from './format.js';

/** An operation as the document tells it. */
export interface DocumentedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
}

interface DocumentLike {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Statuses of a caller who may not; 409, 412 and 422 come after that question. */
const REFUSED = new Set([401, 403, 404]);

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

export function operationsOf(document: DocumentLike): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item)
    .filter(([method]) => METHODS.has(method))
    .map(([method, operation]) => {
      const { operationId, ...rest } = operation as { operationId?: string };
      return { id: operationId ?? '', method: method.toUpperCase(), path, isPublic: 'x-public' in rest };
    }));
}

/** What the matrix lacks against the document; empty when it is whole. */
export function gaps(documented: readonly DocumentedOperation[], matrices: ReadonlyMap<string, Matrix>): string[] {
  const written = new Map([...matrices.values()].flatMap((matrix) => Object.entries(matrix.operations)));
  const problems: string[] = [];
  for (const [module, matrix] of matrices) {
    for (const id of Object.keys(matrix.operations)) if (!documented.some((o) => o.id === id)) problems.push(`${module}: ${id} is in no document`);
  }
  for (const { id, method, path, isPublic } of documented) {
    const rows = written.get(id)?.rows;
    if (rows === undefined || rows.length === 0) {
      problems.push(`${method} ${path} (${id || 'no operationId'}) has no row`);
      continue;
    }
    if (isPublic) continue;
    const covered = new Set(rows.flatMap((r) => r.roles));
    const missing = EVERYONE.filter((role) => !covered.has(role));
    if (missing.length > 0) problems.push(`${id}: no row for ${missing.join(', ')}`);
    if (!rows.some((r) => !REFUSED.has(r.status))) problems.push(`${id}: nobody is shown to get through`);
  }
  return problems;
}
