import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { needStepUp } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { csvText } from '../domain/csv-text.js';
import { type ImportKind, ImportKinds } from '../kinds/kinds.js';
import { FileRights } from './file-rights.js';
import { xlsxFile } from './xlsx-file.js';

/** What the school has in the form the import takes, so that a file given out and taken in again changes nothing (SC-6). */
@Injectable()
export class ExportFile {
  constructor(
    private readonly kinds: ImportKinds, private readonly rights: FileRights, private readonly audit: AuditFacade, private readonly today: Today, private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.forbidden`; `auth.step_up_needed` for rows with personal data */
  async run(actor: Actor, schoolId: string, kind: ImportKind, { schoolYear: year, format }: { schoolYear?: number; format: 'csv' | 'xlsx' }): Promise<{ bytes: Uint8Array; schoolYear: number }> {
    await this.rights.require(actor, kind);
    const schoolYear = year ?? schoolYearOn(await this.today.in(schoolId));
    const of = this.kinds.of(kind);
    if (of.personal === true) needStepUp(actor, this.clock.now());
    const rows = await of.exportRows(schoolId, schoolYear);
    await this.audit.record(actor, {
      operation: `schools.export_${kind}`, objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { rows: rows.length, schoolYear, format },
    });
    const table = [of.exportedColumns.map((key) => of.columns.find((column) => column.key === key)!.headings[0]!), ...rows];
    return { bytes: format === 'csv' ? Buffer.from(csvText(table)) : await xlsxFile(table), schoolYear };
  }
}
