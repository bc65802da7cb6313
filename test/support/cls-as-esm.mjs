// nestjs-cls and its transactional plug-in are CommonJS and `require` Nest, which is ESM only. Node 20.19 can do that,
// Jest can only from Node 24.9 on. So for Jest alone their files are rewritten as ES modules, statement by statement the
// same code: every `require` becomes an import. To be dropped when the packages ship ESM (Papooch/nestjs-cls#631).
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
export const PACKAGES = ['nestjs-cls', '@nestjs-cls/transactional', '@nestjs-cls/transactional-adapter-typeorm'];
const target = join(root, 'dist', '.esm');

/** Where Jest finds the rewritten packages: for `moduleNameMapper`. */
export const moduleNameMapper = Object.fromEntries(
  PACKAGES.map((name) => [`^${name}$`, join(target, name, 'dist/src/index.mjs')]),
);

/** Rewrites the packages once a version. */
export function rewriteClsPackages() {
  for (const name of PACKAGES) {
    const source = join(root, 'node_modules', name);
    const stamp = join(target, name, readVersion(source));
    if (existsSync(stamp)) continue;
    for (const entry of readdirSync(join(source, 'dist/src'), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.js')) rewrite(name, source, join(entry.parentPath, entry.name));
    }
    writeFileSync(stamp, '');
  }
}

function rewrite(name, source, file) {
  const code = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, '');
  const wanted = [...new Set([...code.matchAll(/\brequire\("([^"]+)"\)/g)].map((m) => m[1]))];
  const imports = wanted.map((id, i) => `import * as m${i} from ${JSON.stringify(id.startsWith('.') ? inside(file, id) : id)};`);
  const names = Object.keys(require(file)).filter((n) => n !== 'default' && n !== '__esModule');
  const output = join(target, name, relative(source, file)).replace(/\.js$/, '.mjs');
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, [
    ...imports,
    `const modules = { ${wanted.map((id, i) => `${JSON.stringify(id)}: m${i}`).join(', ')} };`,
    'const require = (id) => modules[id].default ?? modules[id];',
    'const exports = {};',
    code,
    ...names.map((n, i) => `const export${i} = exports.${n};`),
    names.length === 0 ? '' : `export { ${names.map((n, i) => `export${i} as ${n}`).join(', ')} };`,
  ].join('\n'));
}

function inside(file, id) {
  const path = resolve(dirname(file), id);
  return existsSync(`${path}.js`) ? `${id}.mjs` : `${id}/index.mjs`;
}

function readVersion(source) {
  return JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version;
}
