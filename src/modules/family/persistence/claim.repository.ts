import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { fullNameKey } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import type { ChildData, Claim, ClaimReason, ClaimStatus, Difference } from '../claims.contracts.js';
import type { LinkKind, LinkStep } from '../family.contracts.js';

export type NewClaim = ChildData & Pick<Claim, 'id' | 'schoolId' | 'guardianId' | 'kind' | 'consentVersion' | 'createdAt'>;

interface ClaimRow extends Omit<Claim, 'document' | 'snils' | 'inn'> {
  readonly documentKind: ChildData['document']['kind'];
  readonly documentSealed: string;
  readonly snilsSealed: string | null;
  readonly innSealed: string | null;
}

const COLUMNS = `id, school_id AS "schoolId", guardian_id AS "guardianId", kind, jsonb_build_object('family', family, 'given', given, 'patronymic', patronymic) AS name,
  birth_date AS "birthDate", sex, document_kind AS "documentKind", document_sealed AS "documentSealed", snils_sealed AS "snilsSealed", inn_sealed AS "innSealed",
  consent_version AS "consentVersion", status, reason, differs, phone_index AS "phoneIndex", confirmed_at AS "confirmedAt", created_at AS "createdAt", version`;

/** Children as parents entered them (FA-1). Document, SNILS and INN are sealed here. */
@Injectable()
export class ClaimRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** False when this parent has entered this child at this school already, and it waits. */
  async insert(claim: NewClaim): Promise<boolean> {
    const { schoolId, id, guardianId, kind, consentVersion, createdAt } = claim;
    const made = await this.db.one(
      `INSERT INTO family.claims (school_id, id, guardian_id, kind, consent_version, created_at, changed_at, status, reason,
         family, given, patronymic, birth_date, sex, child_key, document_kind, document_sealed, snils_sealed, inn_sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $6, 'unconfirmed', 'code_not_confirmed', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       ON CONFLICT (guardian_id, school_id, child_key) WHERE status IN ('unconfirmed', 'awaiting_confirmation') DO NOTHING RETURNING id`,
      [schoolId, id, guardianId, kind, consentVersion, createdAt, ...this.entered(id, claim)]) !== null;
    if (made) await this.addStep(schoolId, id, { at: createdAt, by: guardianId, from: null, to: 'unconfirmed', reason: 'code_not_confirmed' });
    return made;
  }

  /** One of this parent. */
  async own(guardianId: string, id: string): Promise<Claim | null> {
    return this.open(await this.db.one<ClaimRow & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.claims WHERE id = $2 AND guardian_id = $1`, [guardianId, id]));
  }

  /** A confirmed one of the school that is not linked. */
  async ofSchool(schoolId: string, id: string): Promise<Claim | null> {
    return this.open(await this.db.one<ClaimRow & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.claims WHERE school_id = $1 AND id = $2 AND confirmed_at IS NOT NULL AND status <> 'linked'`, [schoolId, id]));
  }

  /** One of the school; locked to the end of the transaction. */
  async lock(schoolId: string, id: string): Promise<Claim | null> {
    return this.open(await this.db.one<ClaimRow & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.claims WHERE school_id = $1 AND id = $2 FOR UPDATE`, [schoolId, id]));
  }

  /** One that was never confirmed is forgotten. @returns false when it was */
  async forgetUnconfirmed(schoolId: string, id: string): Promise<boolean> {
    return (await this.db.affected(`DELETE FROM family.claims WHERE school_id = $1 AND id = $2 AND status = 'unconfirmed'`, [schoolId, id])) > 0;
  }

  /** Confirmed ones that wait at the school, oldest first. */
  async waitingAt(schoolId: string): Promise<string[]> {
    return (await this.db.query<{ id: string }>(
      `SELECT id FROM family.claims WHERE school_id = $1 AND status = 'awaiting_confirmation' ORDER BY created_at, id`, [schoolId])).map(({ id }) => id);
  }

  /** What was corrected. @returns false for another version, or when the same child is entered already */
  async correct({ schoolId, id, version, kind }: Claim, child: ChildData, at: Date): Promise<boolean> {
    return await this.db.one(
      `UPDATE family.claims c SET kind = $4, changed_at = $5, family = $6, given = $7, patronymic = $8, birth_date = $9, sex = $10, child_key = $11,
         document_kind = $12, document_sealed = $13, snils_sealed = $14, inn_sealed = $15, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $3
         AND NOT EXISTS (SELECT FROM family.claims o WHERE o.guardian_id = c.guardian_id AND o.school_id = c.school_id AND o.child_key = $11
           AND o.id <> c.id AND o.status IN ('unconfirmed', 'awaiting_confirmation'))
       RETURNING id`,
      [schoolId, id, version, kind, at, ...this.entered(id, child)]) !== null;
  }

  /** Moves one the caller has locked, and writes the step down. @param by null: the system */
  async move(
    { schoolId, id, status, reason }: Pick<Claim, 'schoolId' | 'id' | 'status' | 'reason'>, by: string | null, to: { status: ClaimStatus; reason: ClaimReason | null; differs?: readonly Difference[]; phoneIndex?: string; confirmedAt?: Date; linkId?: string }, at: Date,
  ): Promise<void> {
    await this.db.query(
      `UPDATE family.claims SET status = $3, reason = $4, differs = $5, phone_index = coalesce($6, phone_index), confirmed_at = coalesce($7, confirmed_at),
         checked_at = $8, changed_at = $8, link_id = $9, version = version + 1 WHERE school_id = $1 AND id = $2`,
      [schoolId, id, to.status, to.reason, to.differs ?? [], to.phoneIndex ?? null, to.confirmedAt ?? null, at, to.linkId ?? null]);
    // A check that finds the same is no step.
    if (status !== to.status || reason !== to.reason) await this.addStep(schoolId, id, { at, by, from: status, to: to.status, reason: to.reason });
  }

  /** What happened until it became a link, in order. */
  steps(schoolId: string, id: string): Promise<LinkStep[]> {
    const shown = (column: string) => `CASE ${column} WHEN 'unconfirmed' THEN 'awaiting_confirmation' ELSE ${column} END`;
    return this.db.query<LinkStep & Record<string, unknown>>(
      `SELECT h.at, ${shown('h.from_status')} AS "from", ${shown('h.to_status')} AS "to", h.reason,
              CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) END AS "actorName"
       FROM family.claim_history h LEFT JOIN identity.v_person p ON p.id = h.actor_id
       WHERE h.school_id = $1 AND h.claim_id = $2 AND h.to_status <> 'linked' ORDER BY h.at, h.id`, [schoolId, id]);
  }

  private async addStep(
    schoolId: string, id: string, { at, by, from, to, reason }: { at: Date; by: string | null; from: ClaimStatus | null; to: ClaimStatus; reason: ClaimReason | null },
  ): Promise<void> {
    await this.db.query(
      `INSERT INTO family.claim_history (school_id, claim_id, id, at, actor_id, from_status, to_status, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [schoolId, id, newId(), at, by, from, to, reason]);
  }

  private entered(id: string, { name, birthDate, sex, document, snils, inn }: ChildData): unknown[] {
    const seal = (column: string, value: string | null) => (value === null ? null : this.envelope.seal(value, { table: 'family.claims', column, row: id }));
    const key = this.blind.of('family.child', `${fullNameKey({ ...name, patronymic: null })}|${birthDate}`);
    return [name.family, name.given, name.patronymic ?? null, birthDate, sex, key, document.kind,
      seal('document_sealed', JSON.stringify([document.series, document.number])), seal('snils_sealed', snils), seal('inn_sealed', inn)];
  }

  private open(row: ClaimRow | null): Claim | null {
    if (row === null) return null;
    const { documentKind: kind, documentSealed, snilsSealed, innSealed, ...claim } = row;
    const opened = (column: string, value: string | null) => (value === null ? null : this.envelope.open(value, { table: 'family.claims', column, row: row.id }));
    const [series, number] = JSON.parse(opened('document_sealed', documentSealed)!) as [string | null, string];
    return { ...claim, document: { kind, series, number }, snils: opened('snils_sealed', snilsSealed), inn: opened('inn_sealed', innSealed) };
  }
}
