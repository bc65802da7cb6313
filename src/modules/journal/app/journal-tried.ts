import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolsFacade } from '../../schools/index.js';
import { RecordsRepository } from '../persistence/records.repository.js';

/** How it is seen that a school in trial mode has tried marks and attendance (SC-4). */
@Injectable()
export class JournalTried implements OnModuleInit {
  constructor(private readonly schools: SchoolsFacade, private readonly records: RecordsRepository) {}

  onModuleInit(): void {
    this.schools.triedBy('marks', (schoolId) => this.records.anyMark(schoolId));
    this.schools.triedBy('attendance', (schoolId) => this.records.anyAttendance(schoolId));
  }
}
