import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { JoinedGroup } from '../groups.model.js';
import { GroupMembers } from './group-members.js';

/** $1 school  $2 today */
const JOINED = `SELECT * FROM (
  SELECT g.id, g.name, g.about,
    g.region_code = s.region_code AND (g.school_group_id IS NULL OR EXISTS (SELECT FROM schools.school_group_members k
      WHERE k.group_id = g.school_group_id AND k.school_id = $1 AND k.valid_from <= $2 AND (k.valid_until IS NULL OR k.valid_until > $2))) AS open,
    (SELECT count(*)::int FROM schools.region_pupil_group_members m
      WHERE m.school_id = $1 AND m.group_id = g.id AND m.valid_from <= $2 AND (m.valid_until IS NULL OR m.valid_until > $2)) AS pupils,
    EXISTS (SELECT FROM schools.region_pupil_group_members m WHERE m.school_id = $1 AND m.group_id = g.id) AS had
  FROM schools.schools s JOIN schools.region_pupil_groups g ON g.region_code = s.region_code WHERE s.id = $1) joined WHERE (open OR had)`;

/** Pupils of one school in groups of its region. */
@Injectable()
export class RegionGroupPupilRepository extends GroupMembers {
  protected readonly table = 'schools.region_pupil_group_members';

  constructor(db: Db) {
    super(db);
  }

  page(schoolId: string, today: string, page: PageRequest): Promise<Page<JoinedGroup>> {
    return keysetPage<JoinedGroup>(this.db, JOINED, [schoolId, today], [{ sql: 'name', type: 'text', of: (g) => g.name }, { sql: 'id', type: 'uuid', of: (g) => g.id }], page);
  }

  byId(schoolId: string, today: string, id: string): Promise<JoinedGroup | null> {
    return this.db.one<JoinedGroup>(`${JOINED} AND id = $3`, [schoolId, today, id]);
  }
}
