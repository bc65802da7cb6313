import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ObjectTypes } from '../../../platform/objects/index.js';
import { FamilyFacade } from '../../family/index.js';
import { ScheduleFacade } from '../../schedule/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { Actor } from '../../../shared/actor.js';
import { schoolYearOf } from '../domain/school-year.js';
import { JournalReadsRepository } from '../persistence/journal-reads.repository.js';
import { NoticesRepository } from '../persistence/notices.repository.js';
import { RecordsRepository } from '../persistence/records.repository.js';
import { JournalReaders } from './journal-readers.js';

/** What other modules ask the journal about by type, and what stays because something is written on it: lessons, a pupil's time in a class. */
@Injectable()
export class JournalObjects implements OnModuleInit {
  constructor(
    private readonly types: ObjectTypes,
    private readonly schedule: ScheduleFacade,
    private readonly schools: SchoolsFacade,
    private readonly family: FamilyFacade,
    private readonly records: RecordsRepository,
    private readonly reads: JournalReadsRepository,
    private readonly facts: NoticesRepository,
    private readonly readers: JournalReaders,
  ) {}

  onModuleInit(): void {
    this.types.register('journal.mark', {
      canSee: (actor, id) => this.canSee(actor, 'mark', id),
      label: (id, locale) => this.label('mark', id, locale === 'ru' ? 'Отметка' : 'Mark'),
    });
    this.types.register('journal.attendance', {
      canSee: (actor, id) => this.canSee(actor, 'attendance', id),
      label: (id, locale) => this.label('attendance', id, locale === 'ru' ? 'Посещаемость' : 'Attendance'),
    });
    this.schedule.recordsKeptBy('journal', (schoolId, schoolYear, ids) => this.records.withAnything(schoolId, schoolYear, ids));
    this.schools.recordsOfPupilsKeptBy('journal', (pupil) => this.records.anyOutsideGroups(pupil));
  }

  private async canSee(actor: Actor, kind: 'mark' | 'attendance', id: string): Promise<boolean> {
    const owner = await this.facts.owner(kind, schoolYearOf(id), id);
    if (owner === null) return false;
    if (actor.diaryClosed === true) return false;
    if (actor.role === 'guardian' || actor.role === 'pupil') {
      const scope = await this.family.mayView(actor, owner.pupilId);
      return scope !== null && !scope.diaryClosed;
    }
    const reader = await this.readers.of(actor);
    if (reader?.schoolId !== owner.schoolId) return false;
    const reach = await this.reads.staffReach(reader, owner.pupilId);
    return reach === 'all' || (reach?.includes(owner.groupId) ?? false);
  }

  private async label(kind: 'mark' | 'attendance', id: string, word: string): Promise<string | null> {
    const owner = await this.facts.owner(kind, schoolYearOf(id), id);
    return owner === null ? null : `${word}, ${owner.subject}, ${owner.date}`;
  }
}
