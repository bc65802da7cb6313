import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** A teaching group as files name it, with who teaches it since when. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly shortSubject: string;
  /** Of its classes, each once. */
  readonly shifts: readonly number[];
  readonly teachers: readonly { readonly id: string; readonly name: string; readonly from: string; readonly until: string | null }[];
}

/** What timetables in files name: groups, their teachers, rooms. */
@Injectable()
export class TimetableNamesRepository {
  constructor(private readonly db: Db) {}

  groups(schoolId: string, schoolYear: number): Promise<NamedGroup[]> {
    return this.db.query<NamedGroup>(
      `SELECT g.id, g.name, s.name AS subject, s.short_name AS "shortSubject",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.person_id, 'name', coalesce(concat_ws(' ', t.family, t.given, t.patronymic), ''), 'from', a.valid_from, 'until', a.valid_until)), '[]')
          FROM schools.v_assignment a LEFT JOIN identity.v_person t ON t.id = a.person_id WHERE a.school_id = g.school_id AND a.group_id = g.id) AS teachers,
         ARRAY(SELECT DISTINCT c.shift FROM schools.v_group_class gc JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id
           WHERE gc.school_id = g.school_id AND gc.group_id = g.id) AS shifts
       FROM schools.v_group g JOIN schools.v_subject s ON s.school_id = g.school_id AND s.id = g.subject_id
       WHERE g.school_id = $1 AND g.school_year = $2`,
      [schoolId, schoolYear],
    );
  }

  rooms(schoolId: string): Promise<{ id: string; name: string }[]> {
    return this.db.query('SELECT id, name FROM schools.v_room WHERE school_id = $1', [schoolId]);
  }
}
