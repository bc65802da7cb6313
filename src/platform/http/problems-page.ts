import { declaredErrors } from '../../shared/domain-error.js';
import { STATUS_OF_KIND } from './problem.filter.js';

/** The text of `docs/problems.md`: every code with its status and words. A check keeps the file equal to it. */
export function problemsPage(): string {
  const rows = [...declaredErrors()].map(([code, { kind, ru, en }]) => `| \`${code}\` | ${STATUS_OF_KIND[kind]} | ${ru} | ${en} |`);
  return [
    '# Error codes',
    '',
    'Made from the code by `npm run openapi`. `code` of a problem document (RFC 9457) is stable; the words may change. `{name}` takes a value.',
    '',
    '| code | status | Russian | English |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
