import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { linkFamily } from '../../../test/factories/family.js';
import { type JournalWorld, makeJournal } from '../../../test/factories/journal.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { type NoticeQuestion, Notices } from '../../platform/notices/index.js';
import type { Actor } from '../../shared/actor.js';
import { newId } from '../../shared/ids.js';
import { type Consent, ConsentsFacade } from '../consents/index.js';
import { JournalReads } from './app/journal-reads.query.js';
import { JournalFacade, JournalModule } from './index.js';
import type { MarksSaved } from './journal.events.js';

describe('marks and the consent to the processing of the child\'s data (FA-8)', () => {
  let module: TestModule;
  let world: JournalWorld;
  let pupilId: string;
  const mother = makeActor();
  const father = makeActor();

  beforeAll(async () => {
    module = await startTestModule(JournalModule);
    world = await makeJournal(module.db, { pupils: 1, lessons: 1 });
    module.clock.moveTo(new Date(`${world.school.schoolYear}-11-20T09:00:00Z`));
    pupilId = world.pupils[0]!.id;
    for (const parent of [mother, father]) await linkFamily(module, parent.personId, world.pupils[0]!);
    await module.get(JournalFacade).saveMarks(world.teacher, [{ lessonId: world.lessons[0]!.id, pupilId, value: 5 }]);
  });
  afterAll(() => module.stop());

  const give = (actor: Actor): Promise<Consent> => module.get(ConsentsFacade).give(actor, { subjectId: pupilId, purpose: 'child_data', version: 1 });
  const marks = async (actor: Actor): Promise<number> => (await module.get(JournalReads).marks(actor, pupilId, {}, 50, undefined)).items.length;
  const withheld = (actor: Actor): Promise<void> => expect(marks(actor)).rejects.toMatchObject({ code: 'journal.marks_withheld' });

  /** Would a notice of the mark leave the system now? */
  async function told(actor: Actor): Promise<boolean> {
    const notice = module.get(Notices).get('journal.mark')!;
    const { rows: [row] } = await module.db.query<{ payload: MarksSaved }>(
      `SELECT payload FROM platform.outbox WHERE school_id = $1 AND name = $2`, [world.school.id, notice.event.name]);
    const occurredAt = module.clock.now();
    const [subject] = await notice.audience({ id: newId(), name: notice.event.name, schoolId: world.school.id, payload: row!.payload, occurredAt });
    const question: NoticeQuestion = { subject: subject!, schoolId: world.school.id, occurredAt, personId: actor.personId };
    return notice.stillTrue(question);
  }

  it('without one the family gets no marks and no notice of them; the school goes on', async () => {
    await withheld(mother);
    await expect(module.get(JournalReads).averages(mother, pupilId, undefined)).rejects.toMatchObject({ code: 'journal.marks_withheld' });
    expect(await told(mother)).toBe(false);
    expect(await marks(world.teacher)).toBe(1);
  });

  it('with one they do, until the last one is withdrawn', async () => {
    const [hers, his] = [await give(mother), await give(father)];
    expect([await marks(mother), await told(mother)]).toEqual([1, true]);
    await module.get(ConsentsFacade).withdraw(mother, hers.id);
    expect([await marks(father), await told(mother)]).toEqual([1, true]);
    await module.get(ConsentsFacade).withdraw(father, his.id);
    await withheld(father);
    expect(await told(father)).toBe(false);
  });

  it('tells a stranger nothing, consent or not', async () => {
    await expect(marks(makeActor())).rejects.toMatchObject({ code: 'object.not_found' });
    await give(mother);
    await expect(marks(makeActor())).rejects.toMatchObject({ code: 'object.not_found' });
    expect(await told(makeActor())).toBe(false);
  });
});
