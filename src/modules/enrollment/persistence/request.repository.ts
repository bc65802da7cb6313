import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { OPEN_STATUSES } from '../domain/workflow.js';
import { joinSecrets, partSecrets, type TypedForm } from '../domain/form.js';
import type { EnrollmentRequest, Paper, Scope } from '../enrollment.contracts.js';
import type { Viewer } from '../enrollment.policy.js';
import { inCoordinatedGroup } from './coordinated-group.sql.js';
import { changedColumns, type RequestChange } from './request-change.js';

type Row = Omit<EnrollmentRequest, 'form'> & { readonly form: TypedForm; readonly secretsSealed: string | null };

const REQUEST = `r.id, r.kind, r.applicant_id AS "applicantId", r.status, r.version, r.round, r.number, r.form, r.secrets_sealed AS "secretsSealed",
  r.school_id AS "schoolId", r.region_code AS "regionCode", r.zone, r.route, r.scope, r.subject_key AS "subjectKey", r.subject_title AS "subjectTitle",
  r.usual_days AS "usualDays", r.extended_days AS "extendedDays", r.outcome, r.result, r.paper, r.in_person AS "inPerson", r.support_asked_at AS "supportAskedAt", r.owed_since AS "owedSince", r.submitted_at AS "submittedAt", r.due_on AS "dueOn", r.due_at AS "dueAt",
  r.due_provisional AS "dueProvisional", r.extended, r.extension, r.asked, r.assignee_id AS "assigneeId", r.pupil_id AS "pupilId",
  CASE WHEN r.decided_at IS NOT NULL THEN jsonb_build_object('reasonCode', r.decision_reason, 'message', r.decision_message,
    'decidedBy', r.decided_by, 'at', r.decided_at) END AS decision`;

/**
 * Who sees which request, as a condition: one's own; once they were sent, those of the school one decides for, those the
 * region or the operator has to answer, what is overdue in one's region, and what the operator's support was asked to look
 * into. A draft of a paper application is the school's, and not the applicant's before it is sent. Parameters: `viewerParams`.
 */
const VISIBLE = `((r.applicant_id = $1 AND (r.paper IS NULL OR r.status <> 'draft')) OR (r.paper IS NOT NULL AND r.school_id = $2::uuid)
  OR (r.status <> 'draft' AND (r.school_id = $2::uuid OR ($5::boolean AND (r.scope = 'operator' OR (r.support_asked_at IS NOT NULL AND r.status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant'))))
  OR (r.region_code = $3::text AND ${inCoordinatedGroup('$6', '$4')} AND (r.scope = 'region'
    OR (r.scope = 'school' AND r.status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant') AND r.due_at <= $4))))))`;

function viewerParams({ personId, schoolId, regionCode, groupId, operator }: Viewer, now: Date): unknown[] {
  return [personId, schoolId, regionCode, now, operator, groupId];
}

/** Requests as rows; forms come out whole. */
@Injectable()
export class RequestRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** The request if this viewer may see it, locked until the transaction ends: two deciders stand in line here. */
  async lockVisible(viewer: Viewer, id: string, now: Date): Promise<EnrollmentRequest | null> {
    return this.toRequest(await this.db.one<Row>(`SELECT ${REQUEST} FROM enrollment.requests r WHERE ${VISIBLE} AND r.id = $7 FOR UPDATE`, [...viewerParams(viewer, now), id]));
  }

  async visible(viewer: Viewer, id: string, now: Date): Promise<EnrollmentRequest | null> {
    return this.toRequest(await this.db.one<Row>(`SELECT ${REQUEST} FROM enrollment.requests r WHERE ${VISIBLE} AND r.id = $7`, [...viewerParams(viewer, now), id]));
  }

  /** For the system: whatever its scope, locked. */
  async lock(id: string): Promise<EnrollmentRequest | null> {
    return this.toRequest(await this.db.one<Row>(`SELECT ${REQUEST} FROM enrollment.requests r WHERE r.id = $1 FOR UPDATE`, [id]));
  }

  /** For the system: notices and labels. */
  async byId(id: string): Promise<EnrollmentRequest | null> {
    return this.toRequest(await this.db.one<Row>(`SELECT ${REQUEST} FROM enrollment.requests r WHERE r.id = $1`, [id]));
  }

  /** By its public number, whoever asks. */
  async byNumber(number: string): Promise<EnrollmentRequest | null> {
    return this.toRequest(await this.db.one<Row>(`SELECT ${REQUEST} FROM enrollment.requests r WHERE r.number = $1`, [number]));
  }

  /** Has this person a request open at the school, or approved by it? */
  async hasApplied(schoolId: string, applicantId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 AS found FROM enrollment.requests r WHERE r.applicant_id = $2 AND r.school_id = $1 AND r.status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant', 'approved')
       LIMIT 1`, [schoolId, applicantId]) !== null;
  }

  /** What the applicant wrote the last time they sent one of this kind, or null. */
  async lastSentForm(applicantId: string, kind: string): Promise<TypedForm | null> {
    return this.toRequest(await this.db.one<Row>(
      `SELECT ${REQUEST} FROM enrollment.requests r WHERE r.applicant_id = $1 AND r.kind = $2 AND r.status <> 'draft' ORDER BY r.id DESC LIMIT 1`, [applicantId, kind]))?.form ?? null;
  }

  async insertDraft(id: string, applicantId: string, kind: string, form: TypedForm, sensitive: readonly string[], at: Date): Promise<EnrollmentRequest> {
    const { open, sealed } = this.sealForm(id, form, sensitive);
    const row = await this.db.one<Row>(
      `INSERT INTO enrollment.requests AS r (id, kind, applicant_id, status, form, secrets_sealed, created_at, changed_at)
       VALUES ($1, $2, $3, 'draft', $4, $5, $6, $6) RETURNING ${REQUEST}`,
      [id, kind, applicantId, JSON.stringify(open), sealed, at]);
    return this.toRequest(row)!;
  }

  /** A draft of a paper application: it has its school and whose turn it will be from the beginning. */
  async insertPaper(draft: { id: string; applicantId: string; kind: string; schoolId: string; route: readonly Scope[]; form: TypedForm; paper: Paper }, sensitive: readonly string[], at: Date): Promise<void> {
    const { id, applicantId, kind, schoolId, route, form, paper } = draft;
    const { open, sealed } = this.sealForm(id, form, sensitive);
    await this.db.query(
      `INSERT INTO enrollment.requests (id, kind, applicant_id, status, form, secrets_sealed, created_at, changed_at, school_id, route, scope, paper)
       VALUES ($1, $2, $3, 'draft', $4, $5, $6, $6, $7, $8, $9, $10)`,
      [id, kind, applicantId, JSON.stringify(open), sealed, at, schoolId, route, route[0], JSON.stringify(paper)]);
  }

  /** Has another request of theirs about this pupil been approved, for access or a place they still have? */
  async otherApproved(applicantId: string, pupilId: string, exceptId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 AS found FROM enrollment.requests WHERE applicant_id = $1 AND pupil_id = $2 AND id <> $3 AND status = 'approved'
         AND (kind = 'diary_access' OR (kind = 'admission' AND outcome = 'place')) LIMIT 1`, [applicantId, pupilId, exceptId]) !== null;
  }

  /** Has the person any request but this one? */
  async hasOthers(applicantId: string, exceptId: string): Promise<boolean> {
    return await this.db.one('SELECT 1 AS found FROM enrollment.requests WHERE applicant_id = $1 AND id <> $2 LIMIT 1', [applicantId, exceptId]) !== null;
  }

  /** Of these requests, those of the applicant that came on paper. */
  async onPaper(applicantId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db.query<{ id: string }>('SELECT id FROM enrollment.requests WHERE id = ANY ($2) AND applicant_id = $1 AND paper IS NOT NULL', [applicantId, ids]);
    return new Set(rows.map((row) => row.id));
  }

  /**
   * Writes a step of a request that still is as it was read: same version, same status.
   * @returns the request after it
   * @throws Error when it changed although it was locked
   */
  async change(request: EnrollmentRequest, change: RequestChange, sensitive: readonly string[], at: Date): Promise<EnrollmentRequest> {
    const form = change.form === undefined ? null : this.sealForm(request.id, change.form, sensitive);
    const columns = { ...changedColumns(change), ...(form === null ? {} : { form: JSON.stringify(form.open), secrets_sealed: form.sealed }) };
    const names = Object.keys(columns);
    const assignments = names.map((name, i) => `${name} = $${i + 5}`).join(', ');
    const rows = await this.db.query<Row>(
      `UPDATE enrollment.requests r SET version = r.version + 1, changed_at = $4${names.length > 0 ? `, ${assignments}` : ''}
       WHERE r.id = $1 AND r.version = $2 AND r.status = $3 RETURNING ${REQUEST}`,
      [request.id, request.version, request.status, at, ...Object.values(columns)]);
    const changed = this.toRequest(rows[0] ?? null);
    if (changed === null) throw new Error(`Request ${request.id} changed while it was locked`);
    return changed;
  }

  /** Open requests whose due date was promised by a calendar that was not loaded, by id, after one. */
  async provisionalAfter(id: string | null, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT r.id FROM enrollment.requests r WHERE r.due_provisional AND r.status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant')
         AND ($1::uuid IS NULL OR r.id > $1) ORDER BY r.id LIMIT $2`, [id, limit]);
    return rows.map((row) => row.id);
  }

  /** One applicant's sendings go one after another, so that two equal ones cannot both find no other. Held until commit. */
  async lockApplicant(applicantId: string): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 20260901))`, [applicantId]);
  }

  /** What a request is about is dealt with by one approval at a time: one child of a school, one INN. Held until commit. */
  async lockSubject(schoolId: string | null, subjectKey: string): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 20260902))`, [`${schoolId ?? ''}|${subjectKey}`]);
  }

  /** Number of the applicant's own open request of this kind about the same at the school (or at none), or null. */
  async openTwin(schoolId: string | null, twin: { applicantId: string; kind: string; subjectKey: string; exceptId: string }): Promise<string | null> {
    const row = await this.db.one<{ number: string }>(
      `SELECT number FROM enrollment.requests WHERE school_id IS NOT DISTINCT FROM $1 AND applicant_id = $2 AND kind = $3 AND subject_key = $4
         AND id <> $5 AND status = ANY ($6)`,
      [schoolId, twin.applicantId, twin.kind, twin.subjectKey, twin.exceptId, OPEN_STATUSES]);
    return row?.number ?? null;
  }

  /** The next serial of a region and year (EN-4). */
  async nextSerial(regionCode: string, year: number): Promise<number> {
    const row = await this.db.one<{ last: number }>(
      `INSERT INTO enrollment.counters AS c (region_code, year, last) VALUES ($1, $2, 1)
       ON CONFLICT (region_code, year) DO UPDATE SET last = c.last + 1 RETURNING last`, [regionCode, year]);
    return row!.last;
  }

  /** Blind index of what tells a subject from others. */
  subjectKey(identity: string): string {
    return this.blind.of('enrollment.child', identity);
  }

  /** What the verification code of a receipt is made from (EN-4): nobody without the key can tell it. */
  receiptDigest(requestId: string, number: string): string {
    return this.blind.of('enrollment.receipt', `${requestId}|${number}`);
  }

  private sealForm(id: string, form: TypedForm, sensitive: readonly string[]): { open: TypedForm; sealed: string | null } {
    const { open, secrets } = partSecrets(form, sensitive);
    const sealed = Object.keys(secrets).length === 0 ? null : this.envelope.seal(JSON.stringify(secrets), placeOf(id));
    return { open, sealed };
  }

  private toRequest(row: Row | null): EnrollmentRequest | null {
    if (row === null) return null;
    const { secretsSealed, decision, ...rest } = row;
    const secrets = secretsSealed === null ? {} : (JSON.parse(this.envelope.open(secretsSealed, placeOf(row.id))) as TypedForm);
    return {
      ...rest,
      form: joinSecrets(row.form, secrets),
      decision: decision === null ? null : { ...decision, at: new Date(decision.at) },
    };
  }
}

function placeOf(id: string): { table: string; column: string; row: string } {
  return { table: 'enrollment.requests', column: 'secrets_sealed', row: id };
}
