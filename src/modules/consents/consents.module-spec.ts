import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { newId } from '../../shared/ids.js';
import { ConsentTextsService } from './app/consent-texts.service.js';
import { GiveConsentService } from './app/give-consent.service.js';
import { ConsentsFacade, ConsentsModule } from './index.js';

describe('consents', () => {
  let module: TestModule;
  let consents: ConsentsFacade;
  let page: GiveConsentService;
  const mother = makeActor();
  const father = makeActor();
  const children = new Map([[mother.personId, newId()]]);
  const child = children.get(mother.personId)!;

  beforeAll(async () => {
    module = await startTestModule(ConsentsModule);
    consents = module.get(ConsentsFacade);
    page = module.get(GiveConsentService);
    consents.decideFor('child_data', async (actor, pupilId) => [mother, father].some((p) => p.personId === actor.personId) && pupilId === child);
  });
  afterAll(() => module.stop());

  it('is given once, withdrawn once, and given again as a new consent', async () => {
    const [first, again] = [await page.give(mother, 'personal_data', 1), await page.give(mother, 'personal_data', 1)];
    expect(again.id).toBe(first.id);
    expect(await consents.isGiven(mother.personId, 'personal_data')).toBe(true);

    const withdrawn = await consents.withdraw(mother, first.id);
    expect(withdrawn.withdrawnAt).toBeInstanceOf(Date);
    expect(await consents.isGiven(mother.personId, 'personal_data')).toBe(false);
    await expect(consents.withdraw(mother, first.id)).rejects.toMatchObject({ code: 'consents.already_withdrawn' });
    expect(await module.published('consents.withdrawn')).toContainEqual(
      { consentId: first.id, subjectId: mother.personId, purpose: 'personal_data', givenBy: mother.personId, othersStand: false });

    const second = await page.give(mother, 'personal_data', 1);
    expect(second.id).not.toBe(first.id);
    expect((await consents.listOwn(mother, 50)).items.map((c) => c.id)).toEqual([second.id, first.id]);
  });

  it('for a child: each parent their own; while one stands, the data may be processed', async () => {
    const hers = await page.give(mother, 'child_data', 1, child);
    await page.give(father, 'child_data', 1, child);
    await expect(consents.withdraw(father, hers.id)).rejects.toMatchObject({ code: 'object.not_found' });
    await consents.withdraw(mother, hers.id);
    expect(await consents.isGiven(child, 'child_data')).toBe(true);
    expect(await module.published('consents.withdrawn')).toContainEqual(expect.objectContaining({ consentId: hers.id, othersStand: true }));
  });

  it('nobody decides for a stranger or a stranger\'s child', async () => {
    await expect(page.give(makeActor(), 'child_data', 1, child)).rejects.toMatchObject({ code: 'object.not_found' });
    await expect(page.give(mother, 'personal_data', 1, father.personId)).rejects.toMatchObject({ code: 'object.not_found' });
  });

  it('is given to the text in force; a request keeps the version its applicant saw', async () => {
    const text = { purpose: 'terms', titleRu: 'Правила', bodyRu: 'Новые правила пользования', titleEn: 'Terms', bodyEn: 'The new terms of use' } as const;
    const texts = module.get(ConsentTextsService);
    const [a, b] = await Promise.all([texts.publish(makeActor({ role: 'content_editor' }), text), texts.publish(makeActor({ role: 'content_editor' }), text)]);
    const versions = [a.version, b.version].sort();
    expect(versions[1]).toBe(versions[0]! + 1);

    await expect(page.give(mother, 'terms', versions[0]!)).rejects.toMatchObject({ code: 'consents.text_changed', extra: { currentVersion: versions[1] } });
    await expect(page.give(mother, 'terms', versions[1]! + 1)).rejects.toMatchObject({ code: 'consents.unknown_version' });
    const seen = new Date('2026-11-01T08:00:00Z');
    const staff = makeActor({ role: 'secretary' });
    const given = await consents.give(staff, { subjectId: mother.personId, purpose: 'terms', version: versions[0]!, givenBy: mother.personId, givenAt: seen, source: { type: 'enrollment.request', id: newId() } });
    expect(given).toMatchObject({ givenBy: mother.personId, givenAt: seen, version: versions[0] });
    // Withdrawing one wording withdraws the person's consent, whatever wordings they agreed to.
    const newer = await page.give(mother, 'terms', versions[1]!);
    await consents.withdraw(mother, newer.id);
    expect(await consents.isGiven(mother.personId, 'terms')).toBe(false);
  });

  it('keeps history: texts and what was agreed to cannot be changed', async () => {
    const { id } = await page.give(father, 'personal_data', 1);
    for (const act of ['SET version = 2', 'SET given_at = now()', 'SET subject_id = uuidv7()']) {
      await expect(module.db.query(`UPDATE consents.consent ${act} WHERE id = $1`, [id])).rejects.toMatchObject({ code: '42501' });
    }
    await expect(module.db.query('DELETE FROM consents.consent WHERE id = $1', [id])).rejects.toMatchObject({ code: '42501' });
    await expect(module.db.query(`UPDATE consents.text SET body_ru = 'иначе'`)).rejects.toMatchObject({ code: '42501' });
  });

  it('lists page by page without a skip', async () => {
    const person = makeActor();
    for (let i = 0; i < 5; i++) await consents.withdraw(person, (await page.give(person, 'personal_data', 1)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await consents.listOwn(person, 2, cursor);
      seen.push(...items.map((c) => c.id));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(5);
  });
});
