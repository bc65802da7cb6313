import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolsFacade } from '../../schools/index.js';
import { TimetableRepository } from '../persistence/timetable.repository.js';

/** How it is seen that a school in trial mode has tried its timetable (SC-4). */
@Injectable()
export class TimetableTried implements OnModuleInit {
  constructor(private readonly schools: SchoolsFacade, private readonly timetables: TimetableRepository) {}

  onModuleInit(): void {
    this.schools.triedBy('timetable', (schoolId) => this.timetables.anyPublished(schoolId));
  }
}
