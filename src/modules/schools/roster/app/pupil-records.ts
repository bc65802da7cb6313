import { Injectable } from '@nestjs/common';
import type { HasRecordsInClass, PupilInClass } from '../../schools.contracts.js';

/** Modules above that write on pupils of a class say here what they wrote, so that nothing written is left without its class. */
@Injectable()
export class PupilRecords {
  private readonly keepers = new Map<string, HasRecordsInClass>();

  /** @param owner the module's name. Called at module init */
  register(owner: string, hasRecords: HasRecordsInClass): void {
    if (this.keepers.has(owner)) throw new Error(`${owner} registered its records of pupils twice`);
    this.keepers.set(owner, hasRecords);
  }

  async any(pupil: PupilInClass): Promise<boolean> {
    for (const hasRecords of this.keepers.values()) if (await hasRecords(pupil)) return true;
    return false;
  }
}
