// The module boundaries (architecture, Boundaries): rules for dependency-cruiser, derived from module-map.cjs and from the
// folders on disk. `node scripts/checks/boundaries.mjs [root]` prints the violations of a tree as JSON.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const home = fileURLToPath(new URL('../..', import.meta.url));

/** @returns {Promise<string[]>} what is wrong, one line each */
export async function boundaryViolations(root = home) {
  const map = require(join(root, 'module-map.cjs'));
  const folder = join(root, 'src/modules');
  const onDisk = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name) : [];
  const problems = [...mapProblems(map, onDisk)];
  for (const name of onDisk) {
    if (!existsSync(join(folder, name, 'index.ts'))) problems.push(`no-face: src/modules/${name} has no index.ts`);
  }
  const { output } = await cruise(['src'], {
    baseDir: root,
    ruleSet: { forbidden: rules(map, onDisk) },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: join(home, 'tsconfig.json') },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  });
  const { violations } = output.summary;
  return [...problems, ...violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}${v.cycle ? ` (${v.cycle.map((c) => c.name).join(' → ')})` : ''}`)];
}

function* mapProblems(map, onDisk) {
  for (const name of onDisk) if (!(name in map)) yield `not-on-the-map: src/modules/${name} is not in module-map.cjs`;
  const order = Object.keys(map);
  for (const [name, uses] of Object.entries(map)) {
    for (const used of uses) {
      if (!order.includes(used)) yield `map: ${name} may call ${used}, which is not on the map`;
      else if (order.indexOf(used) >= order.indexOf(name)) yield `map: ${name} may call ${used}, which is not built before it`;
    }
  }
}

const SPEC = '\\.(spec|module-spec)\\.ts$';

function rules(map, onDisk) {
  const rule = (name, from, to, extra = {}) => ({ name, severity: 'error', from, to, ...extra });
  const mapped = onDisk.filter((name) => name in map).map((name) => rule(
    'only-down-the-map',
    { path: `^src/modules/${name}/` },
    { path: '^src/modules/', pathNot: `^src/modules/(${[name, ...map[name]].join('|')})/` },
  ));
  return [
    ...mapped,
    rule('through-the-index', { path: '^src/modules/([^/]+)/' }, { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] }),
    rule('apps-through-the-index', { path: '^src/apps/' }, { path: '^src/modules/[^/]+/(?!index\\.ts$)' }),
    rule('face-shows-no-inside', { path: '^src/modules/[^/]+/index\\.ts$' }, { path: '^src/modules/.*(/(app|persistence|http|jobs)/|\\.(controller|entity|repository|service|dto)\\.ts$)' }),
    rule('contracts-are-plain', { path: '^src/modules/[^/]+/[^/]+\\.(contracts|events|errors)\\.ts$' }, { path: '/(app|persistence|http|jobs)/|\\.(facade|module)\\.ts$' }),
    rule('http-and-jobs-not-to-persistence', { path: '^src/modules/.*(/(http|jobs)/|\\.(controller|handler|processor)\\.ts$)', pathNot: SPEC }, { path: '/persistence/' }),
    rule('domain-is-pure', { path: '^src/modules/([^/]+)/.*domain/', pathNot: SPEC }, { pathNot: ['^src/modules/$1/.*domain/', '^src/shared/', '(^|/)node_modules/(@types/)?luxon/'] }),
    rule('typeorm-only-in-persistence', { path: '^src/', pathNot: ['/persistence/', '^src/platform/database/', SPEC] }, { path: '(^|/)node_modules/(@nestjs/)?typeorm/' }),
    rule('pg-only-in-platform', { path: '^src/modules/', pathNot: SPEC }, { path: '(^|/)node_modules/(@types/)?pg/' }),
    rule('platform-through-the-index', { path: '^src/(modules|apps)/' }, { path: '^src/platform/[^/]+/', pathNot: ['^src/platform/[^/]+/index\\.ts$', '^src/platform/database/migrate\\.ts$'] }),
    rule('platform-knows-no-module', { path: '^src/platform/', pathNot: SPEC }, { path: '^src/(modules|apps)/' }),
    rule('modules-know-no-app', { path: '^src/modules/' }, { path: '^src/apps/' }),
    rule('shared-is-a-leaf', { path: '^src/shared/', pathNot: SPEC }, { path: ['^src/(platform|modules|apps)/', '(^|/)node_modules/(@nestjs|typeorm|pg|fastify)/'] }),
    rule('program-knows-no-test', { path: '^src/', pathNot: [SPEC, '^src/apps/cli'] }, { path: '^(test|bench|demo)/' }),
    rule('no-dev-dependency', { path: '^src/', pathNot: SPEC }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    rule('no-cycles', { path: '^src/' }, { circular: true }),
    rule('no-unresolved', {}, { couldNotResolve: true }),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await boundaryViolations(resolve(process.argv[2] ?? home)), null, 2));
}
