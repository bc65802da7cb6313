import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the state address register says of a settlement, so that an import finds the same one again (SC-1). */
export class SchoolsAddSettlementFacts1795400006061 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.settlements
        ADD COLUMN fias_id uuid UNIQUE,
        -- the district or greater town it belongs to: tells namesakes of one region apart
        ADD COLUMN area text,
        ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        ADD COLUMN population integer CHECK (population >= 0),
        ADD CHECK ((latitude IS NULL) = (longitude IS NULL))
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE schools.settlements DROP COLUMN fias_id, DROP COLUMN area, DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN population');
  }
}
