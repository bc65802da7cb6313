import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { YearRepository } from '../../structure/persistence/year.repository.js';
import { readTable } from '../domain/columns.js';
import { RollImported } from '../../schools.events.js';
import type { ImportError } from '../domain/import-error.js';
import type { ImportRequest, ImportResult } from '../imports.contracts.js';
import { ImportRepository } from '../persistence/import.repository.js';
import { ImportKinds } from '../kinds/kinds.js';
import type { Draft } from '../import-kind.js';
import { FileRights } from './file-rights.js';
import { readFile } from './read-file.js';
import type { AcademicYear } from '../../structure/structure.model.js';

/** More of them help nobody; how many are left is said. */
const MOST_ERRORS = 1000;

/**
 * Takes in a file of any kind (SC-6): every wrong cell is named; nothing is written unless all is good or the
 * user accepts the good rows; the same file twice changes nothing.
 */
@Injectable()
export class ImportFile {
  constructor(
    private readonly years: YearRepository,
    private readonly roster: RosterBulkRepository,
    private readonly kinds: ImportKinds,
    private readonly imports: ImportRepository,
    private readonly audit: AuditFacade,
    private readonly rights: FileRights,
    private readonly outbox: Outbox,
    private readonly today: Today,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a file that is no table, or a school year that is not made yet; DomainError `auth.forbidden` */
  @Transactional()
  async run(actor: Actor, request: ImportRequest): Promise<ImportResult> {
    await this.rights.require(actor, request.kind);
    const today = await this.today.in(request.schoolId);
    const year = await this.years.byYear(request.schoolId, request.schoolYear ?? schoolYearOn(today));
    if (year === null) throw new InvalidInput([{ pointer: '/schoolYear', code: 'imports.year_unknown' }]);
    if (request.mode === 'commit') await this.roster.lock(request.schoolId);
    const { rows, draft } = await this.draft(actor, request, year, request.on ?? dayWithin(year, today));
    const written = request.mode === 'commit' && (draft.errors.length === 0 || (request.partial && draft.created + draft.changed + draft.same > 0));
    if (written) await draft.write(actor);
    const result: ImportResult = {
      id: newId(), schoolId: request.schoolId, kind: request.kind, mode: request.mode, partial: request.partial, schoolYear: year.schoolYear,
      fileName: request.fileName, written, rows, created: draft.created, changed: draft.changed, same: draft.same,
      errors: firstErrors(draft.errors), askedAt: this.clock.now(),
    };
    await this.imports.insert(result, actor.personId);
    if (written) {
      const { created, changed, same } = result;
      await this.audit.record(actor, {
        operation: `schools.import_${request.kind}`, objectType: 'import', objectId: result.id, schoolId: request.schoolId, outcome: 'success',
        details: { rows, created, changed, same, errors: draft.errors.length },
      });
      if (request.kind === 'pupils' || request.kind === 'representatives') await this.outbox.publish(RollImported, { schoolId: request.schoolId }, { schoolId: request.schoolId });
    }
    return result;
  }

  private async draft(actor: Actor, request: ImportRequest, year: AcademicYear, on: string): Promise<{ rows: number; draft: Draft }> {
    const { lines, errors } = await readFile(request.bytes);
    const kind = this.kinds.of(request.kind);
    const table = readTable(kind.columns, lines);
    if (lines.length === 0) return { rows: 0, draft: refusal(errors.length > 0 ? errors : table.errors) };
    const draft = await kind.draft({ actor, schoolId: request.schoolId, year, on, table });
    return { rows: lines.length - 1, draft: { ...draft, errors: [...errors, ...table.errors, ...draft.errors], write: (by) => draft.write(by) } };
  }
}

function refusal(errors: readonly ImportError[]): Draft {
  return { created: 0, changed: 0, same: 0, errors, write: async () => undefined };
}

/** By line; the last one tells how many are left out. */
function firstErrors(errors: readonly ImportError[]): ImportError[] {
  const sorted = [...errors].sort((a, b) => a.line - b.line);
  const left = sorted.length - MOST_ERRORS;
  return left <= 0 ? sorted : [...sorted.slice(0, MOST_ERRORS), { line: sorted[MOST_ERRORS]!.line, column: null, code: 'imports.more_errors', params: { left } }];
}

/** Today, or the first day of the year when today is not in it. */
function dayWithin({ startsOn, schoolYear }: AcademicYear, today: string): string {
  return schoolYearOn(today) === schoolYear && today > startsOn ? today : startsOn;
}
