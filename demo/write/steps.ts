import type { ClientBase } from 'pg';

/** Steps of a seeding, each done once: its writes and the note that it is done are one transaction. */
export class Steps {
  constructor(private readonly db: ClientBase, private readonly seeding: string) {}

  async begun(): Promise<boolean> {
    return (await this.db.query(`SELECT 1 FROM platform.seed_step WHERE starts_with(name, $1) LIMIT 1`, [`${this.seeding}.`])).rows.length > 0;
  }

  async finished(step: string): Promise<boolean> {
    return (await this.db.query('SELECT 1 FROM platform.seed_step WHERE name = $1', [`${this.seeding}.${step}`])).rows.length > 0;
  }

  /** What `work` does through other connections must be safe to repeat. */
  async once(step: string, work: () => Promise<void>): Promise<void> {
    if (await this.finished(step)) return;
    const started = Date.now();
    await this.db.query('BEGIN');
    try {
      await work();
      await this.db.query('INSERT INTO platform.seed_step (name) VALUES ($1)', [`${this.seeding}.${step}`]);
      await this.db.query('COMMIT');
    } catch (error) {
      await this.db.query('ROLLBACK');
      throw error;
    }
    console.log(`  ${step}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}
