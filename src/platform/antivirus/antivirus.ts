/** What an antivirus says of a file; `found` is its name for what is in it. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly found: string };

/** Looks for malware in files (SE-6). */
export abstract class Antivirus {
  /** Whether there is one at all; without it nothing may be asked. */
  abstract readonly isSetUp: boolean;

  /**
   * Asks about one file; goes over the network, so never in a transaction.
   * @throws AntivirusFailed when there is no answer: it is down, hangs, or does not take such a file
   */
  abstract scan(bytes: AsyncIterable<Buffer>): Promise<Verdict>;
}

export class AntivirusFailed extends Error {
  override readonly name = 'AntivirusFailed';

  /** @param code what went wrong, without anything of the file: `timeout`, `size_limit`, `no_answer`, `answer`, or a code of the system */
  constructor(readonly code: string) {
    super(`The antivirus gave no verdict: ${code}`);
  }
}

/** None is set up. */
export class NoAntivirus extends Antivirus {
  override readonly isSetUp = false;

  override scan(): Promise<Verdict> {
    return Promise.reject(new Error('No antivirus is set up'));
  }
}
