/**
 * Calls `pass` again and again: at once while there is more to do, after a nudge, and at the latest after `everyMs`.
 * A pass that fails is reported and comes again after the pause; one pass runs at a time.
 */
export class Loop {
  private running: Promise<void> | null = null;
  private stopped = false;
  private nudged = false;
  private wake: (() => void) | null = null;

  constructor(
    private readonly pass: () => Promise<boolean>,
    private readonly everyMs: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  /** Lets the pass under way finish. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      let more = false;
      try {
        more = await this.pass();
      } catch (error) {
        this.failed(error);
      }
      if (!more) await this.rest();
    }
  }

  private async rest(): Promise<void> {
    if (this.nudged || this.stopped) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, this.everyMs);
    });
    clearTimeout(timer);
    this.wake = null;
  }
}
