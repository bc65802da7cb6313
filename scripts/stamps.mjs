// What the installed modules and the build were made from: a second run compares and costs a moment. Plain Node, no dependency.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const installStamp = join(root, 'node_modules', '.school-cabinet-install');
export const buildStamp = join(root, 'dist', '.build-stamp');

export function lockHash() {
  return hash([join(root, 'package-lock.json')]) + process.version;
}

export function sourceHash() {
  const sources = ['src', 'migrations', 'test', 'bench', 'demo'].flatMap((d) => files(join(root, d)));
  return hash([...sources, join(root, 'tsconfig.json'), join(root, 'nest-cli.json'), join(root, 'scripts/build.mjs')]) + lockHash();
}

export function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function files(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.ts'))
    .map((e) => join(e.parentPath, e.name))
    .sort();
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths) {
    sum.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return sum.digest('hex');
}
