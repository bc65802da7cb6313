import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolsFacade } from '../../schools/index.js';
import { DecisionRepository } from '../persistence/decision.repository.js';

/** How it is seen that a school in trial mode has tried notices (SC-4). */
@Injectable()
export class NoticesTried implements OnModuleInit {
  constructor(private readonly schools: SchoolsFacade, private readonly decisions: DecisionRepository) {}

  onModuleInit(): void {
    this.schools.triedBy('notices', (schoolId) => this.decisions.anyOf(schoolId));
  }
}
