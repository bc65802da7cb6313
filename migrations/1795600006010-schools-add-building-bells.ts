import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A building may ring by bells of its own (SC-2): one schedule for usual days and one for short ones. Null rings with the
 * school. Schedules stay the school's, so that two buildings may share one.
 */
export class SchoolsAddBuildingBells1795600006010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.buildings
        ADD COLUMN bell_schedule_id uuid,
        ADD COLUMN short_bell_schedule_id uuid,
        ADD CONSTRAINT buildings_bells FOREIGN KEY (school_id, bell_schedule_id) REFERENCES schools.bell_schedules (school_id, id),
        ADD CONSTRAINT buildings_short_bells FOREIGN KEY (school_id, short_bell_schedule_id) REFERENCES schools.bell_schedules (school_id, id);
      CREATE VIEW schools.v_building AS
        SELECT id, school_id, name, bell_schedule_id, short_bell_schedule_id FROM schools.buildings;
      CREATE OR REPLACE VIEW schools.v_room AS SELECT id, school_id, name, exclusive, building_id FROM schools.rooms;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW schools.v_building;
      DROP VIEW schools.v_room;
      CREATE VIEW schools.v_room AS SELECT id, school_id, name, exclusive FROM schools.rooms;
      ALTER TABLE schools.buildings DROP COLUMN bell_schedule_id, DROP COLUMN short_bell_schedule_id;
    `);
  }
}
