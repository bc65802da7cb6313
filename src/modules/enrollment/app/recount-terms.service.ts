import { Injectable } from '@nestjs/common';
import { recounted } from '../domain/clock.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { Steps, type Step } from './steps.service.js';
import { sentOf, Terms, termOf } from './terms.service.js';

const BATCH = 200;

/** Counts provisional due dates again; firm ones were promised and stay. Runs in the caller's transaction. */
@Injectable()
export class RecountTerms {
  constructor(private readonly requests: RequestRepository, private readonly terms: Terms, private readonly steps: Steps) {}

  async run(): Promise<void> {
    let after: string | null = null;
    for (;;) {
      const ids: string[] = await this.requests.provisionalAfter(after, BATCH);
      for (const id of ids) await this.steps.takeAsSystem(id, 'recount', (request) => this.recount(request));
      if (ids.length < BATCH) return;
      after = ids.at(-1)!;
    }
  }

  /** Null when nothing about the promise changes. */
  private async recount(request: EnrollmentRequest): Promise<Step | null> {
    const term = termOf(request);
    const sent = sentOf(request);
    if (term === null || sent === null) return null;
    const { deadline, extended } = recounted(term, await this.terms.ends(sent));
    const same = deadline.date === term.deadline.date && deadline.provisional === term.deadline.provisional;
    return same ? null : { change: { term: { deadline, extended } } };
  }
}
