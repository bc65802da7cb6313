import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import type { ContactOnFile } from '../claims.contracts.js';
import type { LinkKind } from '../family.contracts.js';

interface Row {
  readonly pupilId: string;
  readonly name: PersonName;
  readonly kind: LinkKind;
  readonly phoneSealed: string;
}

const place = (pupilId: string) => ({ table: 'family.contacts_on_file', column: 'phone_sealed', row: pupilId });

/** Phones of representatives that a school has on file for its pupils. */
@Injectable()
export class ContactOnFileRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  phoneIndex(phone: string): string {
    return this.blind.of('family.phone', phone);
  }

  async ofPupil(schoolId: string, pupilId: string): Promise<ContactOnFile[]> {
    const rows = await this.db.query<Row & Record<string, unknown>>(
      `SELECT pupil_id AS "pupilId", jsonb_build_object('family', family, 'given', given, 'patronymic', patronymic) AS name, kind, phone_sealed AS "phoneSealed"
       FROM family.contacts_on_file WHERE school_id = $1 AND pupil_id = $2 ORDER BY kind, family, given`, [schoolId, pupilId]);
    return rows.map(({ name, kind, phoneSealed }) => ({ name, kind, phone: this.envelope.open(phoneSealed, place(pupilId)) }));
  }

  /** In place of those that were. */
  async replace(schoolId: string, pupilId: string, contacts: readonly ContactOnFile[], by: string, at: Date): Promise<void> {
    await this.db.query('DELETE FROM family.contacts_on_file WHERE school_id = $1 AND pupil_id = $2', [schoolId, pupilId]);
    for (const { name, kind, phone } of contacts) {
      await this.db.query(
        `INSERT INTO family.contacts_on_file (school_id, pupil_id, phone_index, phone_sealed, kind, family, given, patronymic, added_by, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [schoolId, pupilId, this.phoneIndex(phone), this.envelope.seal(phone, place(pupilId)), kind, name.family, name.given, name.patronymic ?? null, by, at]);
    }
  }

  /** Pupils of the school this phone is on file for, with the name beside it. */
  byPhone(schoolId: string, phoneIndex: string): Promise<{ pupilId: string; name: PersonName }[]> {
    return this.db.query<{ pupilId: string; name: PersonName }>(
      `SELECT pupil_id AS "pupilId", jsonb_build_object('family', family, 'given', given, 'patronymic', patronymic) AS name
       FROM family.contacts_on_file WHERE school_id = $1 AND phone_index = $2`, [schoolId, phoneIndex]);
  }
}
