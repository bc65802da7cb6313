import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const RESTARTS_A_MINUTE = 5;

/** One of the program's processes: started, watched, started again when it falls, stopped. */
export class Service {
  private child: ChildProcess | null = null;
  private stopping = false;
  private falls: number[] = [];
  url = '';

  /**
   * @param env its environment; the port it was given first is kept over restarts
   * @param onGivenUp called when it falls again and again
   */
  constructor(
    private readonly name: string,
    private readonly script: string,
    private readonly env: Record<string, string | undefined>,
    private readonly portVariable: string,
    private readonly onGivenUp: (why: string) => void,
  ) {}

  /** Resolves when the process answers that it is ready. */
  async start(): Promise<void> {
    const child = fork(this.script, [], {
      env: this.env,
      // A group of its own: Ctrl-C in a terminal reaches the launcher alone, which stops everything in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--enable-source-maps'],
    });
    this.child = child;
    const gone = new AbortController();
    child.once('exit', () => { gone.abort(); });
    try {
      const [message] = await once(child, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(READY_WITHIN_MS)]) });
      this.url = (message as { listening: string }).listening;
      await this.whenReady(gone.signal);
    } catch (error) {
      if (this.stopping) return;
      if (gone.signal.aborted) throw new Error(`The ${this.name} ended while starting; its log is above`);
      throw new Error(`The ${this.name} is not ready after ${READY_WITHIN_MS / 1000} s`, { cause: error });
    }
    if (child.exitCode !== null || child.signalCode !== null) this.fell(child);
    else child.once('exit', () => { this.fell(child); });
  }

  /** Asks the process to end, and ends it when it does not within `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => {
      console.error(`The ${this.name} does not stop within ${graceMs / 1000} s and is killed`);
      child.kill('SIGKILL');
    }, graceMs);
    await exit;
    clearTimeout(late);
  }

  private async whenReady(gone: AbortSignal): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!await isReady(this.url)) {
      gone.throwIfAborted();
      if (Date.now() > deadline) throw new Error('Not ready in time');
      await pause(100);
    }
  }

  private fell(child: ChildProcess): void {
    if (this.stopping) return;
    const now = Date.now();
    this.falls = [...this.falls.filter((at) => at > now - 60_000), now];
    const how = `The ${this.name} ended unexpectedly (${child.signalCode ?? `code ${child.exitCode}`})`;
    if (this.falls.length > RESTARTS_A_MINUTE) {
      this.onGivenUp(`${how}, ${this.falls.length} times within a minute`);
      return;
    }
    console.error(`${how}; starting it again`);
    this.env[this.portVariable] = new URL(this.url).port;
    this.start().catch((error: unknown) => { this.onGivenUp((error as Error).message); });
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false; // not listening yet: asked again
  }
}
