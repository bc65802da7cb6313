import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { readCsv } from '../../imports/app/read-csv.js';
import { decodeText } from '../../imports/domain/decode-text.js';
import type { ImportError } from '../../imports/domain/import-error.js';
import { readSettlements } from '../domain/settlement-sheet.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { SettlementImportRepository } from '../persistence/settlement-import.repository.js';

export interface SettlementImport {
  /** False when a wrong row kept the whole file from being written. */
  readonly written: boolean;
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly errors: readonly ImportError[];
}

/** Fills the directory from a list of cities of the state address register (SC-1); the same file again changes nothing. */
@Injectable()
export class ImportSettlements {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly settlements: SettlementImportRepository,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * @param partial write the good rows though others are wrong
   * @throws InvalidInput for a file that is no text
   */
  @Transactional()
  async run(file: Uint8Array, partial: boolean): Promise<SettlementImport> {
    const decoded = decodeText(file);
    if ('problem' in decoded) throw new InvalidInput([{ pointer: '/file', code: decoded.problem }]);
    const csv = readCsv(decoded.text);
    const read = csv.errors.length > 0 ? { settlements: [], errors: csv.errors } : readSettlements(csv.lines, await this.directory.regions(), this.clock.now());
    const rows = Math.max(0, csv.lines.length - 1);
    if (read.settlements.length === 0 || (read.errors.length > 0 && !partial)) return { written: false, rows, created: 0, changed: 0, errors: read.errors };
    const counts = await this.settlements.put(read.settlements.map((s) => ({ ...s, searchKey: nameKey(s.name) })));
    await this.audit.record(null, { operation: 'schools.import_settlements', objectType: 'directory', outcome: 'success', details: { rows, ...counts, errors: read.errors.length } });
    return { written: true, rows, ...counts, errors: read.errors };
  }
}
