/**
 * A short message to every process of the program, this one too: a session ended, a role changed. It may be lost (a lost
 * connection), so nobody relies on it alone: caches that it drops also grow old by themselves.
 */
export abstract class Broadcast {
  private readonly handlers = new Map<string, (message: string) => void>();

  /** @param topic unique in the program, `module.what` */
  subscribe(topic: string, handler: (message: string) => void): void {
    if (this.handlers.has(topic)) throw new Error(`Broadcast topic ${topic} has a handler already`);
    this.handlers.set(topic, handler);
  }

  /** Tells the other processes, and runs this one's handler at once. Called after the commit; never fails the caller. */
  publish(topic: string, message: string): void {
    this.handlers.get(topic)?.(message);
    this.send(JSON.stringify({ topic, message }));
  }

  protected abstract send(text: string): void;

  protected receive(text: string): void {
    const { topic, message } = JSON.parse(text) as { topic: string; message: string };
    this.handlers.get(topic)?.(message);
  }
}
