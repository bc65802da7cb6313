import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/** Starts a child of its own process and waits until it is ready. */
export async function start(mode: 'sender' | 'worker', env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = fork(CHILD, [mode], { env: { ...process.env, ...env }, execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await said(child, 'ready');
  return child;
}

/** @throws Error when the child ends first */
export async function said(child: ChildProcess, word: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message) => { if (message === word) resolve(); });
    child.once('exit', (code, signal) => { reject(new Error(`The child ended (${code ?? signal}) before it said "${word}"`)); });
  });
}

export async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
