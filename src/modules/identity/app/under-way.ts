/** What this process is doing about a key right now, in the order it came. */
export class UnderWay {
  private readonly byKey = new Map<string, Map<number, Promise<unknown>>>();

  /** @param order grows with every newcomer */
  run<T>(key: string, order: number, work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => this.remove(key, order));
    const others = this.byKey.get(key) ?? new Map<number, Promise<unknown>>();
    this.byKey.set(key, others.set(order, running.then(() => undefined, () => undefined)));
    return running;
  }

  /** Waits until one that came before `order` is done; false when there is none. */
  async oneBefore(key: string, order: number): Promise<boolean> {
    const before = [...(this.byKey.get(key) ?? [])].filter(([other]) => other < order).map(([, running]) => running);
    if (before.length === 0) return false;
    await Promise.race(before);
    return true;
  }

  private remove(key: string, order: number): void {
    const others = this.byKey.get(key);
    others?.delete(order);
    if (others?.size === 0) this.byKey.delete(key);
  }
}
