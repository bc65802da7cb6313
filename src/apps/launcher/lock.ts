import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody else's launcher runs on this directory. */
export class DirectoryIsTaken extends Error {}

/**
 * Takes a directory for this process: one launcher per DATA_DIR. A lock whose process is gone is taken over.
 * @returns gives the lock back
 * @throws DirectoryIsTaken naming the other process
 */
export function lockDirectory(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'launcher.lock');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startedAt(process.pid)}\n`);
  try {
    for (let attempt = 0; ; attempt++) {
      if (tryLink(mine, path)) break;
      const [pid, started] = readIfThere(path).trim().split(' ');
      const alive = pid !== undefined && pid !== '' && isAlive(Number(pid)) && startedAt(Number(pid)) === started;
      if (alive || attempt > 5) {
        throw new DirectoryIsTaken(`${dir} is in use by another launcher (process ${pid}). Stop it, or set DATA_DIR to another folder.`);
      }
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** Whether a process exists (another user's counts). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Tells a process from a later one with the same pid; constant where /proc is missing. */
function startedAt(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
