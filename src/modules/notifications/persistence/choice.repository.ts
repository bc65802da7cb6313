import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Choice } from '../domain/choices.js';

@Injectable()
export class ChoiceRepository {
  constructor(private readonly db: Db) {}

  of(personId: string): Promise<Choice[]> {
    return this.db.query<Choice & Record<string, unknown>>('SELECT category, channel, enabled FROM notifications.choices WHERE person_id = $1', [personId]);
  }

  /** 0 until the person has chosen anything. */
  async version(personId: string): Promise<number> {
    return (await this.db.one<{ version: number }>('SELECT version FROM notifications.choice_versions WHERE person_id = $1', [personId]))?.version ?? 0;
  }

  /** @returns false when the version named is not the present one */
  async replace(personId: string, version: number, choices: readonly Choice[]): Promise<boolean> {
    const taken = await this.db.one(
      version === 0
        ? 'INSERT INTO notifications.choice_versions (person_id, version) VALUES ($1, $2 + 1) ON CONFLICT DO NOTHING RETURNING version'
        : 'UPDATE notifications.choice_versions SET version = $2 + 1 WHERE person_id = $1 AND version = $2 RETURNING version',
      [personId, version],
    );
    if (taken === null) return false;
    await this.db.query('DELETE FROM notifications.choices WHERE person_id = $1', [personId]);
    await this.db.query(
      `INSERT INTO notifications.choices (person_id, category, channel, enabled)
       SELECT $1, category, channel, enabled FROM jsonb_to_recordset($2) AS c (category text, channel text, enabled boolean)`,
      [personId, JSON.stringify(choices)],
    );
    return true;
  }
}
