import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { FamilyFacade } from '../../../src/modules/family/index.js';
import { makePartitions } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

async function makeFamily(birthDate = '2015-05-07') {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const schoolClass = await makeClass(db, school);
  const account = await makeStaff(app, 'pupil', { schoolId: school.id });
  const pupil = await makePupil(db, school, { schoolClass, birthDate, personId: account.id });
  const mother = await makeStaff(app, 'guardian', {}, { name: { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' } });
  const father = await makeStaff(app, 'guardian', {}, { name: { family: 'Соловьёв', given: 'Илья' } });
  const links = { mother: await linkFamily(app, mother.id, pupil), father: await linkFamily(app, father.id, pupil, 'father') };
  return { school, schoolClass, account, pupil, mother, father, links };
}
const as = async (person: MadePerson) => app.as(await signIn(app, person));
const mayView = (person: MadePerson, pupilId: string) => app.get(FamilyFacade).mayView({ personId: person.id }, pupilId);

async function events(name: string, linkId: string): Promise<any[]> {
  const { rows } = await db.query(`SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>'linkId' = $2`, [name, linkId]);
  return rows.map((row: { payload: unknown }) => row.payload);
}

describe('children (FA-5, FA-8, FA-9)', () => {
  it('several children in several schools, each with its own state and why', async () => {
    const [one, two] = [await makeFamily(), await makeFamily('2012-01-01')];
    await linkFamily(app, one.mother.id, two.pupil);
    await app.get(FamilyFacade).link(null, { guardianId: one.mother.id, pupilId: (await makePupil(db, two.school, { birthDate: '2018-01-01' })).id, schoolId: two.school.id, kind: 'mother', source: 'import' });
    const mother = await as(one.mother);
    await mother.post('/me/consents', { purpose: 'child_data', version: 1, subjectId: one.pupil.id });
    const { items } = (await mother.get('/children')).body;
    expect(items.map((c: any) => [c.pupilId, c.link.reason])).toEqual([[two.pupil.id, 'no_consent'], [one.pupil.id, null], [expect.any(String), 'no_consent']]);
    expect(items[0].link.reasonText).toContain('согласия');
    expect(items[1]).toMatchObject({ school: { id: one.school.id }, class: { id: one.schoolClass.id, name: '5А' }, link: { status: 'linked', kind: 'mother' } });
    expect((await mother.get('/children', { 'accept-language': 'en' })).body.items[0].link.reasonText).toContain('consent');
  });

  it('parents see who else is linked, and no contacts', async () => {
    const { pupil, mother, father } = await makeFamily();
    const card = (await (await as(mother)).get(`/children/${pupil.id}`)).body;
    expect(card.guardians).toEqual([{ name: 'Соловьёва Мария Петровна', kind: 'mother', me: true }, { name: 'Соловьёв Илья', kind: 'father', me: false }]);
    const links = (await (await as(mother)).get('/family-links')).body;
    expect(links.items).toHaveLength(2);
    for (const secret of [father.email, father.phone]) expect(JSON.stringify([card, links])).not.toContain(secret);
  });
});

describe('a link ends (FA-7)', () => {
  it('by the parent: at once, told by an event, and never the other parent\'s', async () => {
    const { pupil, mother, father, links } = await makeFamily();
    const client = await as(mother);
    const refused = await client.post(`/family-links/${links.father.id}/revoke`);
    expect([refused.status, refused.body.code]).toEqual([403, 'family.not_yours_to_end']);
    const court = await client.post(`/family-links/${links.mother.id}/revoke`, { byCourt: true });
    expect([court.status, court.body.code]).toEqual([403, 'family.ground_not_yours']);
    expect(await mayView(mother, pupil.id)).toEqual({ schoolId: pupil.schoolId, pupilId: pupil.id, as: 'guardian', canAct: true });

    await client.post('/me/consents', { purpose: 'child_data', version: 1, subjectId: pupil.id });
    expect((await client.get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
    const ended = await client.post(`/family-links/${links.mother.id}/revoke`);
    expect((await client.get(`/pupils/${pupil.id}/marks`)).status).toBe(404);
    expect([ended.status, ended.body]).toEqual([200, expect.objectContaining({ status: 'revoked', reason: 'by_guardian', rights: { view: false, act: false } })]);
    expect(await mayView(mother, pupil.id)).toBeNull();
    expect(await mayView(father, pupil.id)).not.toBeNull();
    expect(await events('family.link_revoked', links.mother.id)).toEqual([{ linkId: links.mother.id, guardianId: mother.id, pupilId: pupil.id, schoolId: pupil.schoolId, reason: 'by_guardian' }]);
    const [child] = (await client.get('/children')).body.items;
    expect(child).toMatchObject({ school: null, class: null, link: { status: 'revoked', reason: 'by_guardian' } });
    expect((await client.get(`/children/${pupil.id}`)).body.guardians).toEqual([]);
    expect((await client.get(`/family-links/${links.father.id}/history`)).status).toBe(404);
    expect((await client.post(`/family-links/${links.mother.id}/revoke`)).body.code).toBe('family.link_ended');
  });

  it('by the school, for a court: with who and why in a history that nobody can change', async () => {
    const { school, pupil, father, links } = await makeFamily();
    const director = await as(await makeStaff(app, 'director', { schoolId: school.id }, { name: { family: 'Орлова', given: 'Вера' } }));
    expect((await director.post(`/family-links/${links.father.id}/revoke`, { byCourt: true })).body).toMatchObject({ status: 'revoked', reason: 'by_court' });
    expect(await mayView(father, pupil.id)).toBeNull();
    const history = (await director.get(`/family-links/${links.father.id}/history`)).body.items;
    expect(history.map((h: any) => [h.actor, h.from, h.to])).toEqual([[null, null, 'linked'], ['Орлова Вера', 'linked', 'revoked']]);
    await expect(db.query('DELETE FROM family.link_history WHERE link_id = $1', [links.father.id])).rejects.toThrow('append-only');
  });

  it('a new link after an ended one stands beside it, and one stands at a time', async () => {
    const { pupil, mother, links } = await makeFamily();
    await (await as(mother)).post(`/family-links/${links.mother.id}/revoke`);
    const made = await Promise.all([linkFamily(app, mother.id, pupil), linkFamily(app, mother.id, pupil)]);
    expect(new Set(made.map((link) => link.id)).size).toBe(1);
    expect(made[0]!.id).not.toBe(links.mother.id);
    expect((await (await as(mother)).get('/children')).body.items).toEqual([expect.objectContaining({ link: expect.objectContaining({ id: made[0]!.id, status: 'linked' }) })]);
  });

  it('at 18 the pupil decides: links wait, one is kept, one declined, and a kept one ends by their word', async () => {
    const { account, pupil, mother, father, links } = await makeFamily('2008-11-20');
    expect((await (await as(account)).post(`/family-links/${links.mother.id}/revoke`)).status).toBe(403);
    app.clock.moveTo(new Date('2026-11-19T23:59:00+03:00'));
    await app.drain();
    expect(await mayView(mother, pupil.id)).not.toBeNull();
    app.clock.moveTo(new Date('2026-11-20T00:00:00+03:00'));
    await app.drain();
    expect([await mayView(mother, pupil.id), await mayView(father, pupil.id)]).toEqual([null, null]);
    expect(await events('family.link_revoked', links.mother.id)).toEqual([expect.objectContaining({ reason: 'of_age' })]);
    expect((await (await as(mother)).get('/children')).body.items[0].link).toMatchObject({ status: 'awaiting_confirmation', reason: 'of_age' });

    const client = await as(account);
    expect((await client.post(`/family-links/${links.mother.id}/accept`)).body.status).toBe('linked');
    expect((await client.post(`/family-links/${links.father.id}/decline`)).body).toMatchObject({ status: 'declined', reason: 'by_pupil' });
    expect((await client.post(`/family-links/${links.father.id}/accept`)).body.code).toBe('family.nothing_to_answer');
    await app.drain();
    expect([(await mayView(mother, pupil.id))?.as, await mayView(father, pupil.id)]).toEqual(['guardian', null]);
    expect((await client.post(`/family-links/${links.mother.id}/revoke`)).body).toMatchObject({ status: 'revoked', reason: 'by_pupil' });
  });
});
