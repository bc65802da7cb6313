import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../platform/database/index.js';
import type { TypedCode } from '../domain/linking-code.js';
import { CODE_TRIES, type CodeKind, type CodeScope, type CodeState, type CodeView, type LinkingCode, OPEN_CODES, type PreparedCode } from '../linking-codes.contracts.js';
import { CLASS_OF_PUPIL } from './code-recipients.query.js';

const OPEN = 'used_at IS NULL AND revoked_at IS NULL';

/** Counts one more try on every open code of the typed beginning, and tells which of them was typed, if any. */
const TRY: Statement = { name: 'family-code-try', text: `
  WITH tried AS (
    UPDATE family.linking_codes SET tries = tries + 1
    WHERE id IN (
      -- any school: the beginning of a code names the school
      SELECT id FROM family.linking_codes WHERE tag_index = $1 AND ${OPEN} AND expires_at > $3 AND tries < ${CODE_TRIES} ORDER BY id FOR UPDATE)
    RETURNING school_id, id, pupil_id, kind, code_index)
  SELECT school_id AS "schoolId", id, pupil_id AS "pupilId", kind FROM tried WHERE code_index = $2` };

const GIVE_BACK: Statement = { name: 'family-code-give-back', text: `
  UPDATE family.linking_codes SET tries = tries - 1
  WHERE id IN (
    -- any school: the beginning of a code names the school
    SELECT id FROM family.linking_codes WHERE tag_index = $1 AND ${OPEN} AND expires_at > $2 AND tries > 0 ORDER BY id FOR UPDATE)` };

const NAME = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('family', ${alias}.family, 'given', ${alias}.given, 'patronymic', ${alias}.patronymic) END`;

/** `$4`: now. */
const STATE = `CASE WHEN k.used_at IS NOT NULL THEN 'used' WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= $4 THEN 'expired'
  WHEN k.tries >= ${CODE_TRIES} THEN 'exhausted' ELSE 'issued' END`;

/** Linking codes (FA-2). A code is known by its blind indexes only. */
@Injectable()
export class LinkingCodeRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly blind: BlindIndex) {}

  async insert(codes: readonly PreparedCode[], { schoolId, issuedBy, batchId }: { schoolId: string; issuedBy: string; batchId: string | null }): Promise<void> {
    const of = <T>(read: (code: PreparedCode) => T): T[] => codes.map(read);
    await this.db.query(
      `INSERT INTO family.linking_codes (school_id, id, pupil_id, kind, code_index, tag_index, issued_by, issued_at, expires_at, batch_id)
       SELECT $1, n.id, n.pupil_id, n.kind, n.code_index, n.tag_index, $2, n.issued_at, n.expires_at, $3
       FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[])
         AS n (id, pupil_id, kind, code_index, tag_index, issued_at, expires_at)`,
      [schoolId, issuedBy, batchId, of(({ id }) => id), of(({ recipient }) => recipient.pupilId), of(({ kind }) => kind),
        of(({ code }) => this.codeIndex(code)), of(({ code }) => this.tagIndex(code)), of(({ issuedAt }) => issuedAt), of(({ expiresAt }) => expiresAt)]);
  }

  /** Ends what is open of the codes of slips nobody has seen. */
  async revokeBatch(schoolId: string, batchId: string, by: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE family.linking_codes SET revoked_by = $3, revoked_at = $4 WHERE school_id = $1 AND batch_id = $2 AND ${OPEN}`, [schoolId, batchId, by, at]);
  }

  /** Ends open codes of these pupils; how many. */
  revokeOpen(schoolId: string, kind: CodeKind, pupilIds: readonly string[], by: string, at: Date): Promise<number> {
    return this.db.affected(
      `UPDATE family.linking_codes SET revoked_by = $4, revoked_at = $5 WHERE school_id = $1 AND kind = $2 AND pupil_id = ANY ($3) AND ${OPEN} AND expires_at > $5`,
      [schoolId, kind, pupilIds, by, at]);
  }

  /** Whether some of these pupils would have more open codes than is allowed. */
  async tooMany(schoolId: string, kind: CodeKind, pupilIds: readonly string[], more: number, at: Date): Promise<boolean> {
    return (await this.db.one(
      `SELECT pupil_id FROM family.linking_codes WHERE school_id = $1 AND kind = $2 AND pupil_id = ANY ($3) AND ${OPEN} AND expires_at > $4 AND tries < ${CODE_TRIES}
       GROUP BY pupil_id HAVING count(*) > $5 LIMIT 1`, [schoolId, kind, pupilIds, at, OPEN_CODES - more])) !== null;
  }

  /** Counted at once, whatever becomes of the request; of a hundred tries at once no more than five are looked at. */
  async tryOne(code: TypedCode, at: Date): Promise<LinkingCode | null> {
    return (await this.hot.apart<LinkingCode>(TRY, [this.tagIndex(code), this.codeIndex(code), at]))[0] ?? null;
  }

  /** The code was right: nothing was tried on the others. */
  async giveBack(code: TypedCode, at: Date): Promise<void> {
    await this.hot.apart(GIVE_BACK, [this.tagIndex(code), at]);
  }

  /** Locked for the transaction; null once it is used, revoked or expired. */
  lockOpen(schoolId: string, id: string, at: Date): Promise<LinkingCode | null> {
    return this.db.one<LinkingCode & Record<string, unknown>>(
      `SELECT id, school_id AS "schoolId", pupil_id AS "pupilId", kind FROM family.linking_codes
       WHERE school_id = $1 AND id = $2 AND ${OPEN} AND expires_at > $3 FOR UPDATE`, [schoolId, id, at]);
  }

  async use(schoolId: string, id: string, by: string, linkId: string | null, at: Date): Promise<void> {
    await this.db.query('UPDATE family.linking_codes SET used_by = $3, used_at = $4, link_id = $5 WHERE school_id = $1 AND id = $2', [schoolId, id, by, at, linkId]);
  }

  async revoke(schoolId: string, id: string, by: string, at: Date): Promise<void> {
    await this.db.query('UPDATE family.linking_codes SET revoked_by = $3, revoked_at = $4 WHERE school_id = $1 AND id = $2', [schoolId, id, by, at]);
  }

  /** The latest first. */
  page(
    { schoolId, homeroomOf }: CodeScope, filter: { id: string | null; pupilId: string | null; classId: string | null; state: CodeState | null },
    today: string, now: Date, limit: number, after: readonly [string, string] | null,
  ): Promise<CodeView[]> {
    return this.db.query<CodeView & Record<string, unknown>>(
      `SELECT k.id, k.school_id AS "schoolId", k.pupil_id AS "pupilId", k.kind, ${STATE} AS state, ${NAME('p')} AS "pupilName",
              CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS "schoolClass",
              ${NAME('i')} AS "issuedByName", k.issued_at AS "issuedAt", k.expires_at AS "expiresAt", ${NAME('u')} AS "usedByName", k.used_at AS "usedAt", k.link_id AS "linkId"
       FROM family.linking_codes k
       JOIN schools.v_pupil p ON p.school_id = k.school_id AND p.id = k.pupil_id ${CLASS_OF_PUPIL}
       LEFT JOIN identity.v_person i ON i.id = k.issued_by
       LEFT JOIN identity.v_person u ON u.id = k.used_by
       WHERE k.school_id = $1 AND ($3::uuid IS NULL OR c.id IS NOT NULL) AND ($5::uuid IS NULL OR k.id = $5) AND ($6::uuid IS NULL OR k.pupil_id = $6)
         AND ($7::uuid IS NULL OR c.id = $7) AND ($8::text IS NULL OR ${STATE} = $8) AND ($9::timestamptz IS NULL OR (k.issued_at, k.id) < ($9, $10::uuid))
       ORDER BY k.issued_at DESC, k.id DESC LIMIT $11`,
      [schoolId, today, homeroomOf, now, filter.id, filter.pupilId, filter.classId, filter.state, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  private codeIndex({ code }: TypedCode): string {
    return this.blind.of('family.linking_code', code);
  }

  private tagIndex({ tag }: TypedCode): string {
    return this.blind.of('family.linking_code_tag', tag);
  }
}
