import { readdirSync, readFileSync } from 'node:fs';

/** Kernel ticks a second: `getconf CLK_TCK`, 100 on every Linux we run on. */
const TICKS = 100;

/** CPU spent so far by these processes and by every descendant of theirs, in milliseconds. */
export function cpuMs(roots: readonly number[]): number {
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(Number(entry));
    if (stat !== null) stats.set(Number(entry), stat);
  }
  const inTree = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) if (roots.includes(at)) return true;
    return false;
  };
  let ticks = 0;
  for (const [pid, stat] of stats) if (inTree(pid)) ticks += stat.ticks;
  return (ticks * 1000) / TICKS;
}

/** Own time, and that of children that have ended and were waited for (backends of closed connections). */
function statOf(pid: number): { parent: number; ticks: number } | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it ended between listing and reading
  }
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number);
  const [parent, utime, stime, cutime, cstime] = [fields[1], fields[11], fields[12], fields[13], fields[14]];
  return { parent: parent ?? 0, ticks: (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0) };
}
