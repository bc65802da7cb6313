import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A group has one lesson of a number in a shift of a day. Until buildings had bells of their own (SC-2) the same slot was
 * the same time, and the occupancy constraints kept this too; now two rooms may ring at different times for one number.
 * Where bells changed while a draft was drawn up, a slot may stand in it twice: such a draft could never be published, and
 * the lesson written later goes.
 */
export class ScheduleKeepOneLessonASlot1795600010010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM schedule.entry e
      USING schedule.entry first, schedule.timetable t
      WHERE t.school_id = e.school_id AND t.id = e.timetable_id AND t.status = 'draft'
        AND first.school_id = e.school_id AND first.timetable_id = e.timetable_id AND first.group_id = e.group_id
        AND first.weekday = e.weekday AND first.shift = e.shift AND first.number = e.number AND first.id < e.id;
      ALTER TABLE schedule.entry ADD CONSTRAINT entry_slot
        EXCLUDE USING btree (timetable_id WITH =, group_id WITH =, weekday WITH =, shift WITH =, number WITH =);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE schedule.entry DROP CONSTRAINT entry_slot');
  }
}
