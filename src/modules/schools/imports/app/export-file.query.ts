import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ClassRepository } from '../../roster/persistence/class.repository.js';
import { RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { CLASS_COLUMNS, PUPIL_COLUMNS } from '../domain/columns.js';
import { csvText } from '../domain/csv-text.js';
import type { ImportKind } from '../imports.contracts.js';

const EXPORTED_PUPIL = ['externalId', 'family', 'given', 'patronymic', 'birthDate', 'sex', 'className', 'enrolledOn'];
const EXPORTED_CLASS = ['className', 'shift', 'profile'];

/** The roll in the form the import takes, so that a file given out and taken in again changes nothing (SC-6). SNILS never leave this way. */
@Injectable()
export class ExportFile {
  constructor(
    private readonly classes: ClassRepository,
    private readonly roster: RosterBulkRepository,
    private readonly audit: AuditFacade,
    private readonly today: Today,
  ) {}

  async run(actor: Actor, schoolId: string, kind: ImportKind, year?: number): Promise<{ text: string; schoolYear: number }> {
    const schoolYear = year ?? schoolYearOn(await this.today.in(schoolId));
    const table = kind === 'classes' ? await this.classesOf(schoolId, schoolYear) : await this.pupilsOf(schoolId, schoolYear);
    await this.audit.record(actor, {
      operation: `schools.export_${kind}`, objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { rows: table.length - 1, schoolYear },
    });
    return { text: csvText(table), schoolYear };
  }

  private async classesOf(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const classes = await this.classes.ofYear(schoolId, schoolYear);
    return [EXPORTED_CLASS.map((key) => CLASS_COLUMNS.find((c) => c.key === key)!.headings[0]!), ...classes.map((c) => [c.name, String(c.shift), c.profile])];
  }

  private async pupilsOf(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const names = new Map((await this.classes.ofYear(schoolId, schoolYear)).map(({ id, name }) => [id, name]));
    const members = (await this.roster.roll(schoolId)).filter((p) => p.classId !== null && names.has(p.classId) && p.validUntil === null);
    const rows = members.map((p) => [p.externalId, p.family, p.given, p.patronymic, russianDate(p.birthDate), p.sex === 'm' ? 'м' : 'ж', names.get(p.classId!)!, russianDate(p.validFrom!)]);
    rows.sort((a, b) => a[6]!.localeCompare(b[6]!, 'ru', { numeric: true }) || `${a[1]} ${a[2]}`.localeCompare(`${b[1]} ${b[2]}`, 'ru'));
    return [EXPORTED_PUPIL.map((key) => PUPIL_COLUMNS.find((c) => c.key === key)!.headings[0]!), ...rows];
  }
}

function russianDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}.${month}.${year}`;
}
