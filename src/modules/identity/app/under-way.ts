interface Key {
  attempts: number;
  /** Asks not answered yet and evaluations not finished; each tells whether it was evaluated. */
  readonly running: Set<Promise<boolean>>;
  evaluated: number;
}

/**
 * What this process is doing about a key right now. A refusal may be the fault of tries that are still being evaluated, and
 * will be taken back if they are right: so a refused one asks again whenever another has been evaluated since it asked.
 */
export class UnderWay {
  private readonly byKey = new Map<string, Key>();

  /**
   * @param ask evaluates a try, or answers null when it was refused unseen
   * @returns null when it was refused, and nobody who could have been the cause of it is under way any more
   */
  async attempt<T>(name: string, ask: () => Promise<{ readonly value: T } | null>): Promise<{ readonly value: T } | null> {
    const key = this.byKey.get(name) ?? { attempts: 0, running: new Set(), evaluated: 0 };
    this.byKey.set(name, key);
    key.attempts += 1;
    try {
      for (;;) {
        const before = key.evaluated;
        const outcome = await this.run(key, ask);
        if (outcome !== null || !(await this.anotherEvaluated(key, before))) return outcome;
      }
    } finally {
      key.attempts -= 1;
      if (key.attempts === 0) this.byKey.delete(name);
    }
  }

  private async run<T>(key: Key, ask: () => Promise<T | null>): Promise<T | null> {
    const answer = ask();
    const evaluated = answer.then((outcome) => outcome !== null, () => true).then((yes) => {
      if (yes) key.evaluated += 1;
      key.running.delete(evaluated);
      return yes;
    });
    key.running.add(evaluated);
    const outcome = await answer;
    await evaluated;
    return outcome;
  }

  private async anotherEvaluated(key: Key, before: number): Promise<boolean> {
    if (key.evaluated !== before) return true;
    return Promise.any([...key.running].map((one) => one.then((yes) => yes || Promise.reject(new Error('refused'))))).then(() => true, () => false);
  }
}
