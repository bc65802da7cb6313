import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the school has not filled in of a child's profile, and when (FA-6). Statements that show a diary to a family ask it, so
 * that no read has a further round trip. Instants are of the school's zone, to be compared with the business time.
 */
export class SchoolsCreateProfileGaps1795600006050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW schools.v_profile_gap AS
        -- no class was ever named: who has left one, or comes into one on 1 September, is no gap
        SELECT p.school_id, p.id AS pupil_id, 'class' AS field, '-infinity'::timestamptz AS since, 'infinity'::timestamptz AS until
        FROM schools.pupils p WHERE NOT EXISTS (SELECT FROM schools.class_members m WHERE m.pupil_id = p.id)
        UNION ALL
        -- from grade 10 on classes have a study profile, in schools that name any
        SELECT m.school_id, m.pupil_id, 'study_profile', m.valid_from::timestamp AT TIME ZONE s.zone,
          coalesce(m.valid_until::timestamp AT TIME ZONE s.zone, 'infinity')
        FROM schools.class_members m
        JOIN schools.classes c ON c.school_id = m.school_id AND c.id = m.class_id
        JOIN schools.schools s ON s.id = m.school_id
        WHERE c.grade_level >= 10 AND c.profile IS NULL AND cardinality(s.profiles) > 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW schools.v_profile_gap');
  }
}
