import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { FamilyFacade } from '../../../src/modules/family/index.js';
import { makePartitions, uploadDocument } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { ApiProcess, startTestApp, testDatabase, type TestApp } from '../../support/index.js';

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
    expect(items.map((c: any) => [c.pupilId, c.link.reason])).toEqual([[two.pupil.id, 'no_consent'], [one.pupil.id, null], [expect.any(String), 'profile_incomplete']]);
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
    expect(await mayView(mother, pupil.id)).toEqual({ schoolId: pupil.schoolId, pupilId: pupil.id, as: 'guardian', canAct: true, diaryClosed: false });

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
    const officer = await makeStaff(app, 'director', { schoolId: school.id }, { name: { family: 'Орлова', given: 'Вера' } });
    const director = await as(officer);
    const bare = await director.post(`/family-links/${links.father.id}/revoke`, { byCourt: true });
    expect(bare.body.errors.map((e: any) => e.pointer)).toEqual(['/courtDecision/number', '/courtDecision/decidedOn']);
    const scan = (await uploadDocument(app, await signIn(app, officer))).body.id;
    const courtDecision = { number: '2-1180/2026', decidedOn: '2026-10-30', court: 'Ленинградский районный суд г. Калининграда', fileId: scan };
    expect((await director.post(`/family-links/${links.father.id}/revoke`, { byCourt: true, courtDecision: { ...courtDecision, decidedOn: '2026-11-06' } })).body.errors)
      .toEqual([expect.objectContaining({ pointer: '/courtDecision/decidedOn', code: 'family.decision_in_future' })]);
    expect((await director.post(`/family-links/${links.father.id}/revoke`, { byCourt: true, courtDecision })).body).toMatchObject({ status: 'revoked', reason: 'by_court' });
    expect((await director.get(`/family-links/${links.father.id}`)).body.courtDecision).toEqual({ ...courtDecision, recordedAt: expect.any(String), liftedAt: null });
    expect([(await director.get(`/files/${scan}`)).status, (await (await as(father)).get(`/files/${scan}`)).status]).toEqual([200, 404]);
    expect((await (await as(father)).get(`/family-links/${links.father.id}`)).body.courtDecision).toBeNull();
    expect(await mayView(father, pupil.id)).toBeNull();
    const history = (await director.get(`/family-links/${links.father.id}/history`)).body.items;
    expect(history.map((h: any) => [h.actor, h.from, h.to])).toEqual([[null, null, 'linked'], ['Орлова Вера', 'linked', 'revoked']]);
    // nothing opens it again until the school records the decision that lifts the ban
    await expect(linkFamily(app, father.id, pupil, 'father')).rejects.toMatchObject({ code: 'family.court_bar' });
    expect((await director.post(`/family-links/${links.mother.id}/lift-court-decision`, { number: '1', decidedOn: '2026-11-01' })).body.code).toBe('family.no_court_decision');
    expect((await director.post(`/family-links/${links.father.id}/lift-court-decision`, { number: '2-1300/2026', decidedOn: '2026-11-04' })).status).toBe(200);
    expect((await linkFamily(app, father.id, pupil, 'father')).status).toBe('linked');
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

  it('on every device and process within the next request, the account of a child kept by the parents too', async () => {
    app.clock.moveTo(new Date());
    const { school, pupil, father, links } = await makeFamily();
    const kid = await makePupil(db, school, { birthDate: `${new Date().getUTCFullYear() - 9}-01-01` });
    const kept = await linkFamily(app, father.id, kid, 'father');
    const login = `kid_${kid.id.slice(-12)}`;
    const tokens = [await signIn(app, father), await signIn(app, father)] as const;
    await app.as(tokens[0]).post(`/children/${kid.id}/account`, { login, password: 'Zimniy5-veter' });
    const director = await as(await makeStaff(app, 'director', { schoolId: school.id }));
    const twin = await ApiProcess.beside(app);
    try {
      const onTwin = (path: string) => twin.request('GET', path, undefined, { authorization: `Bearer ${tokens[1]}` });
      const week = `${new Date().toISOString().slice(0, 10)}`;
      const paths = [`/pupils/${pupil.id}/diary?from=${week}&to=${week}`, `/schedule?pupil=${pupil.id}&from=${week}&to=${week}`];
      for (const path of paths) expect([(await app.as(tokens[0]).get(path)).status, (await onTwin(path)).status]).toEqual([200, 200]);
      const signInAsKid = () => twin.request('POST', '/auth/sign-in', { identifier: login, password: 'Zimniy5-veter' });
      const kidToken = (await signInAsKid()).body.accessToken as string;
      expect((await twin.request('GET', '/me', undefined, { authorization: `Bearer ${kidToken}` })).status).toBe(200);

      for (const link of [links.father, kept]) expect((await director.post(`/family-links/${link.id}/revoke`)).status).toBe(200);
      for (const path of paths) expect([(await app.as(tokens[0]).get(path)).status, (await onTwin(path)).status]).toEqual([404, 404]);
      expect((await signInAsKid()).body.code).toBe('auth.invalid_credentials');
      expect((await app.as(kidToken).get('/me')).status).toBe(401);
    } finally {
      await twin.stop();
    }
  });
});

describe("a pupil's data on file (ID-4)", () => {
  it('are looked through by the pupil and by parents who may act, and again when the school has changed them', async () => {
    const { school, account, pupil, mother } = await makeFamily();
    const [mum, child] = [await as(mother), await as(account)];
    const secretary = await as(await makeStaff(app, 'secretary', { schoolId: school.id }));
    for (const client of [mum, child]) {
      const { items, correctionKind } = (await client.get('/me/pupil-data')).body;
      expect(correctionKind).toBe('data_correction');
      expect(items).toEqual([expect.objectContaining({ pupilId: pupil.id, birthDate: pupil.birthDate, reviewDue: true, confirmedAt: null, hasSnils: false })]);
      expect((await client.post(`/me/pupil-data/${pupil.id}/confirm`)).status).toBe(428);
      expect((await client.post(`/me/pupil-data/${pupil.id}/confirm`, {}, { 'if-match': `"${items[0].version}"` })).body).toMatchObject({ reviewDue: false });
      expect((await client.get('/me/pupil-data')).body.items[0].reviewDue).toBe(false);
    }
    const { version } = (await secretary.get(`/pupils/${pupil.id}`)).body;
    await secretary.patch(`/pupils/${pupil.id}`, { snils: '112-233-445 95' }, { 'if-match': `"${version}"` });
    expect((await mum.get('/me/pupil-data')).body.items).toEqual([expect.objectContaining({ reviewDue: true, hasSnils: true })]);
    expect((await mum.post(`/me/pupil-data/${pupil.id}/confirm`, {}, { 'if-match': `"${version}"` })).status).toBe(412);
    expect((await (await as(await makeStaff(app, 'guardian'))).post(`/me/pupil-data/${pupil.id}/confirm`, {}, { 'if-match': `"${version}"` })).status).toBe(404);
  });
});
