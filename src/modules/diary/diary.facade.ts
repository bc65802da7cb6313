import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { DiaryQuery } from './app/diary.query.js';
import type { Diary } from './diary.contracts.js';

/** What several modules know of a pupil's days, together. No tables of its own. */
@Injectable()
export class DiaryFacade {
  constructor(private readonly diary: DiaryQuery) {}

  /** @throws InvalidInput for a wrong period; DomainError not found, when the actor may not see the pupil */
  read(actor: Actor, pupilId: string, from: string, to: string): Promise<Diary> {
    return this.diary.run(actor, pupilId, from, to);
  }
}
