import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import type { Representative } from '../../schools.contracts.js';

/** A representative of a pupil with what their phone is found by. */
export interface RepresentativeRow extends Representative {
  readonly pupilId: string;
  readonly phoneIndex: string;
}

const NAME = `jsonb_build_object('family', family, 'given', given, 'patronymic', patronymic) AS name`;

/** Representatives on file. Phones are sealed here. */
@Injectable()
export class RepresentativeRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  phoneIndex(phone: string): string {
    return this.blind.of('schools.representative_phone', phone);
  }

  /** @param pupilIds only of these */
  async ofSchool(schoolId: string, pupilIds: readonly string[] | null = null): Promise<RepresentativeRow[]> {
    const rows = await this.db.query<Omit<RepresentativeRow, 'phone'> & { readonly sealed: string }>(
      `SELECT pupil_id AS "pupilId", phone_index AS "phoneIndex", phone_sealed AS sealed, kind, ${NAME}
       FROM schools.representatives WHERE school_id = $1 AND ($2::uuid[] IS NULL OR pupil_id = ANY ($2)) ORDER BY pupil_id, kind, family, given`, [schoolId, pupilIds]);
    return rows.map(({ sealed, ...row }) => ({ ...row, phone: this.envelope.open(sealed, placeOf(row.pupilId)) }));
  }

  /** Pupils of the school this phone is on file for, with the name beside it. */
  byPhone(schoolId: string, phoneIndex: string): Promise<{ pupilId: string; name: PersonName }[]> {
    return this.db.query<{ pupilId: string; name: PersonName }>(
      `SELECT pupil_id AS "pupilId", ${NAME} FROM schools.representatives WHERE school_id = $1 AND phone_index = $2`, [schoolId, phoneIndex]);
  }

  /** Those of a phone that is on file for the pupil already take its place. */
  async put(schoolId: string, representatives: readonly (Representative & { readonly pupilId: string })[]): Promise<void> {
    const rows = representatives.map(({ pupilId, kind, name, phone }) => ({
      pupilId, kind, family: name.family, given: name.given, patronymic: name.patronymic ?? null,
      index: this.phoneIndex(phone), sealed: this.envelope.seal(phone, placeOf(pupilId)),
    }));
    await this.db.query(
      `INSERT INTO schools.representatives (school_id, pupil_id, phone_index, phone_sealed, kind, family, given, patronymic)
       SELECT $1, "pupilId", index, sealed, kind, family, given, patronymic FROM jsonb_to_recordset($2::jsonb)
         AS r ("pupilId" uuid, index text, sealed text, kind text, family text, given text, patronymic text)
       ON CONFLICT (school_id, pupil_id, phone_index) DO UPDATE SET kind = excluded.kind, family = excluded.family, given = excluded.given, patronymic = excluded.patronymic`,
      [schoolId, JSON.stringify(rows)]);
  }

  /** In place of those the pupil had. */
  async replace(schoolId: string, pupilId: string, representatives: readonly Representative[]): Promise<void> {
    await this.db.query('DELETE FROM schools.representatives WHERE school_id = $1 AND pupil_id = $2', [schoolId, pupilId]);
    await this.put(schoolId, representatives.map((representative) => ({ ...representative, pupilId })));
  }
}

function placeOf(pupilId: string): { table: string; column: string; row: string } {
  return { table: 'schools.representatives', column: 'phone_sealed', row: pupilId };
}
