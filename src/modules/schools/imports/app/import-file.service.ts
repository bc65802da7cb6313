import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { YearRepository } from '../../structure/persistence/year.repository.js';
import { CLASS_COLUMNS, PUPIL_COLUMNS, readTable } from '../domain/columns.js';
import { decodeText } from '../domain/decode-text.js';
import type { ImportError } from '../domain/import-error.js';
import type { ImportRequest, ImportResult } from '../imports.contracts.js';
import { ImportRepository } from '../persistence/import.repository.js';
import { ClassImport } from './class-import.js';
import type { Draft } from './draft.js';
import { PupilImport } from './pupil-import.js';
import { readCsv } from './read-csv.js';
import type { AcademicYear } from '../../structure/structure.model.js';

const MOST_ROWS = 10_000;

/**
 * Takes in classes or pupils from CSV (SC-6): every wrong cell is named; nothing is written unless all is good or the
 * user accepts the good rows; the same file twice changes nothing.
 */
@Injectable()
export class ImportFile {
  constructor(
    private readonly years: YearRepository,
    private readonly roster: RosterBulkRepository,
    private readonly pupils: PupilImport,
    private readonly classes: ClassImport,
    private readonly imports: ImportRepository,
    private readonly audit: AuditFacade,
    private readonly today: Today,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a file that is no table, or a school year that is not made yet */
  @Transactional()
  async run(actor: Actor, request: ImportRequest): Promise<ImportResult> {
    const today = await this.today.in(request.schoolId);
    const year = await this.years.byYear(request.schoolId, request.schoolYear ?? schoolYearOn(today));
    if (year === null) throw new InvalidInput([{ pointer: '/schoolYear', code: 'imports.year_unknown' }]);
    if (request.mode === 'commit') await this.roster.lock(request.schoolId);
    const { rows, draft } = await this.draft(request, year, request.on ?? dayWithin(year, today));
    const written = request.mode === 'commit' && (draft.errors.length === 0 || request.partial);
    if (written) await draft.write(actor);
    const result: ImportResult = {
      id: newId(), schoolId: request.schoolId, kind: request.kind, mode: request.mode, partial: request.partial, schoolYear: year.schoolYear,
      fileName: request.fileName, written, rows, created: draft.created, changed: draft.changed, same: draft.same,
      errors: [...draft.errors].sort((a, b) => a.line - b.line), askedAt: this.clock.now(),
    };
    await this.imports.insert(result, actor.personId);
    if (written) {
      const { created, changed, same } = result;
      await this.audit.record(actor, {
        operation: `schools.import_${request.kind}`, objectType: 'import', objectId: result.id, schoolId: request.schoolId, outcome: 'success',
        details: { rows, created, changed, same, errors: result.errors.length },
      });
    }
    return result;
  }

  private async draft(request: ImportRequest, year: AcademicYear, on: string): Promise<{ rows: number; draft: Draft }> {
    const decoded = decodeText(request.bytes);
    if ('problem' in decoded) throw new InvalidInput([{ pointer: '/file', code: decoded.problem }]);
    const csv = readCsv(decoded.text);
    if (csv.lines.length > MOST_ROWS) throw new InvalidInput([{ pointer: '/file', code: 'imports.too_many_rows', params: { limit: MOST_ROWS } }]);
    const table = csv.errors.length > 0 ? null : readTable(request.kind === 'pupils' ? PUPIL_COLUMNS : CLASS_COLUMNS, csv.lines);
    if (table === null || csv.lines.length === 0) return { rows: 0, draft: refusal(table?.errors ?? csv.errors) };
    const draft = await (request.kind === 'pupils'
      ? this.pupils.draft(request.schoolId, year, on, table)
      : this.classes.draft(request.schoolId, year, table));
    return { rows: csv.lines.length - 1, draft: { ...draft, errors: [...table.errors, ...draft.errors], write: (actor) => draft.write(actor) } };
  }
}

function refusal(errors: readonly ImportError[]): Draft {
  return { created: 0, changed: 0, same: 0, errors, write: async () => undefined };
}

/** Today, or the first day of the year when today is not in it. */
function dayWithin({ startsOn, schoolYear }: AcademicYear, today: string): string {
  return schoolYearOn(today) === schoolYear && today > startsOn ? today : startsOn;
}
