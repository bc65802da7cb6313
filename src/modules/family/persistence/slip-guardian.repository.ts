import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';

/** Accounts made for representatives on file (SC-10), known by a blind index of whom they are for. */
@Injectable()
export class SlipGuardianRepository {
  constructor(private readonly db: Db, private readonly blind: BlindIndex) {}

  /** The accounts this school has made, by holder; holders without one are missing. */
  async of(schoolId: string, holders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const byIndex = new Map(holders.map((holder) => [this.index(holder), holder]));
    const rows = await this.db.query<{ index: string; personId: string }>(
      'SELECT holder_index AS index, person_id AS "personId" FROM family.slip_guardians WHERE school_id = $1 AND holder_index = ANY ($2)', [schoolId, [...byIndex.keys()]]);
    return new Map(rows.map(({ index, personId }) => [byIndex.get(index)!, personId]));
  }

  /** False when another batch has made one of them meanwhile. */
  async insert(schoolId: string, made: readonly { readonly holder: string; readonly personId: string }[]): Promise<boolean> {
    const written = await this.db.query(
      `INSERT INTO family.slip_guardians (school_id, holder_index, person_id) SELECT $1, n.index, n.person_id FROM unnest($2::text[], $3::uuid[]) AS n (index, person_id)
       ON CONFLICT DO NOTHING RETURNING person_id`, [schoolId, made.map(({ holder }) => this.index(holder)), made.map(({ personId }) => personId)]);
    return written.length === made.length;
  }

  private index(holder: string): string {
    return this.blind.of('family.slip_guardian', holder);
  }
}
