import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { DeliveryChannel } from '../../../platform/delivery/index.js';
import type { Locale, NoticeSubject } from '../../../platform/notices/index.js';
import { waitsForDiary } from './waits-for-diary.sql.js';

export interface Recipient {
  readonly key: string;
  readonly personId: string;
  readonly pupilId: string | null;
  readonly locale: Locale;
}

/** One subject for one person, with its words. */
export interface Told {
  readonly feedId: string;
  readonly personId: string;
  readonly pupilId: string | null;
  readonly subject: NoticeSubject;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly sms: boolean;
}

export interface TellingOf {
  readonly eventId: string;
  readonly type: string;
  readonly category: string;
  readonly importance: string;
  readonly schoolId: string | null;
  readonly occurredAt: Date;
  readonly at: Date;
  /** Its e-mails are told together. */
  readonly gathered: boolean;
  /** What each channel is by default for this category. */
  readonly defaults: readonly { readonly channel: string; readonly enabled: boolean; readonly locked: boolean }[];
}

export interface PlannedDecision {
  readonly ref: string;
  readonly channel: DeliveryChannel;
  readonly personId: string;
  /** It waits for the person's next digest. */
  readonly gathered: boolean;
}

/** A decision on its way out, with what is so at this moment. */
export interface DecisionToSend {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  readonly subject: NoticeSubject;
  readonly schoolId: string | null;
  readonly personId: string;
  readonly occurredAt: Date;
  readonly to: string | null;
  readonly locale: Locale;
  /** The person's own choice; null when they made none. */
  readonly chosen: boolean | null;
  /** May this person know of the pupil now, by rights, the level of their account and the profile of the child; true when no pupil is told of. */
  readonly mayKnow: boolean;
  /** Its school is in trial mode, and this person is of a family. */
  readonly keptInside: boolean;
}

const MAY_KNOW = `(d.pupil_id IS NULL
  OR EXISTS (SELECT FROM schools.v_pupil p WHERE p.school_id = d.school_id AND p.id = d.pupil_id AND p.person_id = d.person_id)
  OR EXISTS (SELECT FROM family.v_link l WHERE l.school_id = d.school_id AND l.pupil_id = d.pupil_id AND l.guardian_id = d.person_id AND l.can_view))`;

/**
 * Of a school in trial mode nothing leaves for families (SC-4): only its own staff and the operator are told.
 * @param school SQL of the notice's school, null for none
 */
const keptInside = (school: string, person: string): string => `(EXISTS (SELECT FROM schools.v_school t WHERE t.id = ${school} AND t.status = 'trial')
  AND NOT EXISTS (SELECT FROM identity.v_role s WHERE s.person_id = ${person} AND s.status = 'active' AND s.role NOT IN ('pupil', 'guardian', 'guest')
    AND (s.school_id IS NULL OR s.school_id = ${school})))`;

/** Of a digest, what it still tells: a failed one may be sent again (NO-5). */
const OPEN_IN_DIGEST = `'gathered', 'unknown', 'failed'`;

const TO_SEND = `SELECT d.id, d.type, d.category, d.subject, d.school_id AS "schoolId", d.person_id AS "personId", d.occurred_at AS "occurredAt",
    CASE d.channel WHEN 'email' THEN c.email ELSE c.phone END AS "to", coalesce(c.locale, 'ru') AS locale, o.enabled AS chosen,
    ${MAY_KNOW} AND NOT ${waitsForDiary('d', 's.zone', '$2')} AS "mayKnow", ${keptInside('d.school_id', 'd.person_id')} AS "keptInside"
  FROM notifications.decisions d
  LEFT JOIN schools.v_school s ON s.id = d.school_id
  LEFT JOIN identity.v_contact c ON c.person_id = d.person_id
  LEFT JOIN notifications.choices o ON o.person_id = d.person_id AND o.category = d.category AND o.channel = d.channel`;

/** Fan-out in SQL: whom to tell, what was decided for each channel, what became of it (NO-9). */
@Injectable()
export class DecisionRepository {
  constructor(private readonly db: Db) {}

  /** The people behind the subjects: named ones, and the families of pupils as they are now. Each once per subject. */
  recipients(schoolId: string | null, subjects: readonly NoticeSubject[]): Promise<Recipient[]> {
    return this.db.query<Recipient & Record<string, unknown>>(
      `WITH subject AS (
         SELECT s.key, s."to"->'people' AS people, (s."to"->>'pupilId')::uuid AS pupil_id, s."to"->>'who' AS who
         FROM jsonb_to_recordset($2) AS s (key text, "to" jsonb)
       ), recipient AS (
         SELECT s.key, person::uuid AS person_id, NULL::uuid AS pupil_id FROM subject s CROSS JOIN jsonb_array_elements_text(s.people) AS person WHERE s.pupil_id IS NULL
         UNION SELECT s.key, p.person_id, s.pupil_id FROM subject s JOIN schools.v_pupil p ON p.school_id = $1 AND p.id = s.pupil_id
           WHERE s.who IN ('pupil', 'family') AND p.person_id IS NOT NULL
         UNION SELECT s.key, l.guardian_id, s.pupil_id FROM subject s JOIN family.v_link l ON l.school_id = $1 AND l.pupil_id = s.pupil_id
           WHERE s.who IN ('guardians', 'family') AND l.can_view
       )
       SELECT r.key, r.person_id AS "personId", r.pupil_id AS "pupilId", c.locale
       FROM recipient r JOIN identity.v_contact c ON c.person_id = r.person_id ORDER BY r.key, r.person_id`,
      [schoolId, JSON.stringify(subjects)],
    );
  }

  /** Writes feed and decisions. @returns what is to leave by e-mail and SMS, now or with a digest */
  tell(of: TellingOf, told: readonly Told[]): Promise<PlannedDecision[]> {
    return this.db.query<PlannedDecision & Record<string, unknown>>(
      `WITH told AS (
         SELECT * FROM jsonb_to_recordset($8) AS t ("feedId" uuid, "personId" uuid, "pupilId" uuid, subject jsonb, title text, body text, link text, sms boolean)
       ), decided AS (
         SELECT uuidv7() AS id, t.*, d.channel,
           CASE WHEN ${keptInside('$5::uuid', 't."personId"')} THEN 'kept_inside'
                WHEN NOT d.locked AND NOT coalesce(o.enabled, d.enabled) THEN 'refused_by_preference'
                WHEN d.channel = 'in_app' THEN 'sent'
                WHEN d.channel = 'sms' AND NOT t.sms THEN 'no_text'
                WHEN CASE d.channel WHEN 'email' THEN c.email ELSE c.phone END IS NULL THEN 'no_contact'
                WHEN d.channel = 'email' AND $10 THEN 'gathered'
                ELSE 'planned' END AS outcome
         FROM told t CROSS JOIN jsonb_to_recordset($9) AS d (channel text, enabled boolean, locked boolean)
         LEFT JOIN notifications.choices o ON o.person_id = t."personId" AND o.category = $3 AND o.channel = d.channel
         LEFT JOIN identity.v_contact c ON c.person_id = t."personId"
       ), feed AS (
         INSERT INTO notifications.feed (id, created_at, person_id, school_id, pupil_id, event_id, type, category, importance,
           object_type, object_id, title, body, link, occurred_at)
         SELECT "feedId", $7, "personId", $5, "pupilId", $1, $2, $3, $4, subject->'object'->>'type', subject->'object'->>'id', title, body, link, $6
         FROM decided WHERE channel = 'in_app' AND outcome = 'sent'
       ), decisions AS (
         INSERT INTO notifications.decisions (id, created_at, event_id, type, category, subject, school_id, pupil_id, person_id, channel, outcome, occurred_at, decided_at)
         SELECT id, $7, $1, $2, $3, subject, $5, "pupilId", "personId", channel, outcome, $6, $7 FROM decided
       )
       SELECT id AS ref, channel, "personId", outcome = 'gathered' AS gathered FROM decided WHERE outcome IN ('planned', 'gathered')`,
      [of.eventId, of.type, of.category, of.importance, of.schoolId, of.occurredAt, of.at, JSON.stringify(told), JSON.stringify(of.defaults), of.gathered],
    );
  }

  toSend(id: string, now: Date): Promise<DecisionToSend | null> {
    return this.db.one<DecisionToSend & Record<string, unknown>>(`${TO_SEND} WHERE d.id = $1`, [id, now]);
  }

  /** What a digest tells of and did not yet refuse, in the order it came. */
  ofDigest(digestId: string, now: Date): Promise<DecisionToSend[]> {
    return this.db.query<DecisionToSend & Record<string, unknown>>(`${TO_SEND} WHERE d.digest_id = $1 AND d.outcome IN (${OPEN_IN_DIGEST}) ORDER BY d.created_at, d.id`, [digestId, now]);
  }

  /** Puts what waits for this person's digest into one. @returns how many */
  gather(personId: string, digestId: string): Promise<number> {
    return this.db.affected(`UPDATE notifications.decisions SET digest_id = $2 WHERE person_id = $1 AND outcome = 'gathered' AND digest_id IS NULL`, [personId, digestId]);
  }

  /** Has a notice of the school been kept inside, or come to one of its own people? */
  async anyOf(schoolId: string): Promise<boolean> {
    const row = await this.db.one(
      `SELECT 1 AS found WHERE EXISTS (SELECT FROM notifications.decisions WHERE school_id = $1 AND outcome = 'kept_inside')
         OR EXISTS (SELECT FROM identity.v_role r JOIN notifications.feed f ON f.person_id = r.person_id AND f.school_id = $1 WHERE r.school_id = $1 AND r.status = 'active')`, [schoolId]);
    return row !== null;
  }

  async settle(id: string, outcome: string, reason: string | null, at: Date): Promise<void> {
    await this.db.query('UPDATE notifications.decisions SET outcome = $2, reason = $3, decided_at = $4 WHERE id = $1', [id, outcome, reason, at]);
  }

  async settleDigest(digestId: string, outcome: string, reason: string | null, at: Date): Promise<void> {
    await this.db.query(`UPDATE notifications.decisions SET outcome = $2, reason = $3, decided_at = $4 WHERE digest_id = $1 AND outcome IN (${OPEN_IN_DIGEST})`, [digestId, outcome, reason, at]);
  }

  /** What was decided for this person about the thing a feed item tells of. */
  ofFeedItem(personId: string, feedId: string): Promise<{ channel: string; outcome: string; at: Date }[]> {
    return this.db.query(
      `SELECT d.channel, d.outcome, d.decided_at AS at
       FROM notifications.feed f JOIN notifications.decisions d
         ON d.event_id = f.event_id AND d.person_id = f.person_id AND d.type = f.type AND d.subject->'object'->>'id' = f.object_id
       WHERE f.id = $2 AND f.person_id = $1 ORDER BY d.channel`,
      [personId, feedId],
    );
  }
}
