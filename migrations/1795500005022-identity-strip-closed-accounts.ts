import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts closed before now keep no SNILS, documents, factors or portals either (docs/decisions/0021). */
export class IdentityStripClosedAccounts1795500005022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const table of ['linked_accounts', 'totp_factors', 'factors', 'recovery_codes', 'person_documents']) {
      await db.query(`DELETE FROM identity.${table} t USING identity.accounts a WHERE a.person_id = t.person_id AND a.status = 'closed'`);
    }
    await db.query(`UPDATE identity.people p SET snils_sealed = NULL, snils_index = NULL FROM identity.accounts a WHERE a.person_id = p.id AND a.status = 'closed'`);
  }

  /** What was deleted does not come back. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
