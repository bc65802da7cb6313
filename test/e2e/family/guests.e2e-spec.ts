import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makePartitions } from '../../factories/enrollment.js';
import { consentToChildData, linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
const NOW = new Date('2026-11-05T09:00:00+03:00');
const UNTIL = '2026-12-01T00:00:00+03:00';
const WEEK = 'from=2026-11-02&to=2026-11-08';

beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(NOW));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const as = async (person: MadePerson) => app.as(await signIn(app, person));
const types = async (client: { get(path: string): Promise<{ body: any }> }) => (await client.get('/notifications')).body.items.map((n: any) => n.type);

async function makeFamily() {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const schoolClass = await makeClass(db, school);
  const pupil = await makePupil(db, school, { schoolClass, family: 'Соловьёва', given: 'Анна', patronymic: null, sex: 'f' });
  const [mother, father] = [await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian')];
  const links = { mother: await linkFamily(app, mother.id, pupil), father: await linkFamily(app, father.id, pupil, 'father') };
  await consentToChildData(app, mother.id, pupil.id);
  const granny = await makePerson(app, { name: { family: 'Соловьёва', given: 'Вера', patronymic: 'Ильинична' } });
  const [motherClient, fatherClient] = [await as(mother), await as(father)];
  const give = (more: object = {}) => motherClient.post('/guest-accesses', { pupilId: pupil.id, identifier: granny.phone, name: granny.name, relation: 'grandparent', validUntil: UNTIL, ...more });
  const reads = async (client: { get(path: string): Promise<{ status: number }> }) => [
    (await client.get(`/pupils/${pupil.id}/diary?${WEEK}`)).status, (await client.get(`/pupils/${pupil.id}/marks`)).status, (await client.get(`/schedule?pupil=${pupil.id}&${WEEK}`)).status,
  ];
  const begin = async () => {
    const { body } = await give();
    await (await as(granny)).post(`/guest-accesses/${body.id}/accept`);
    return { id: body.id as string, guest: await as(granny) };
  };
  return { school, pupil, father, granny, links, motherClient, fatherClient, give, begin, reads };
}

describe('a guest views a diary for a time (FA-10)', () => {
  it('invited by a parent, seen by the other and the school; views only, gets no notices, and ends by the clock to the instant', async () => {
    const { school, pupil, granny, motherClient, fatherClient, give, reads } = await makeFamily();
    const given = await give();
    expect([given.status, given.body]).toEqual([201, expect.objectContaining({ status: 'awaiting_confirmation', guest: { id: null, name: 'Соловьёва Вера Ильинична' }, pupil: { id: pupil.id, name: 'Соловьёва Анна' } })]);
    const invited = await as(granny);
    expect((await invited.get('/guest-accesses')).body.items).toEqual([expect.objectContaining({ id: given.body.id, pupil: { id: null, name: 'С. Анна' } })]);
    await app.drain();
    expect([await types(invited), await types(fatherClient), await types(motherClient)]).toEqual([
      ['family.guest_access'], expect.arrayContaining(['family.guest_access']), expect.not.arrayContaining(['family.guest_access'])]);
    expect((await invited.post(`/guest-accesses/${given.body.id}/accept`)).body).toMatchObject({ status: 'active', pupil: { id: pupil.id } });

    const guest = await as(granny);
    expect(await reads(guest)).toEqual([200, 200, 200]);
    expect([(await guest.get('/children')).body.items, (await guest.get(`/pupils/${pupil.id}`)).status]).toEqual([[], 403]);
    expect((await guest.post('/me/consents', { purpose: 'child_data', version: 1, subjectId: pupil.id })).status).toBe(404);
    expect((await guest.get('/family-links')).body.items).toEqual([]);
    const secretary = await as(await makeStaff(app, 'secretary', { schoolId: school.id }));
    for (const client of [fatherClient, secretary]) {
      expect((await client.get(`/guest-accesses?pupil=${pupil.id}`)).body.items).toEqual([expect.objectContaining({ id: given.body.id, status: 'active', relation: 'grandparent' })]);
    }

    app.clock.moveTo(new Date(UNTIL));
    const late = await as(granny);
    expect(await reads(late)).toEqual([404, 404, 404]);
    await app.drain();
    expect((await late.get('/guest-accesses')).body.items).toEqual([expect.objectContaining({ status: 'ended', reason: 'time_over', pupil: { id: null, name: 'С. Анна' } })]);
  });

  it('the other parent, the school and the guest may end it, at once; a stranger sees nothing', async () => {
    const { school, fatherClient, motherClient, begin, reads } = await makeFamily();
    const [stranger, foreign] = [await as(await makeStaff(app, 'guardian')), await as(await makeStaff(app, 'school_admin', { schoolId: (await makeSchool(db)).id }))];
    const office = await as(await makeStaff(app, 'school_admin', { schoolId: school.id }));
    for (const [by, reason] of [['father', 'by_guardian'], ['office', 'by_school'], ['guest', 'by_guest']] as const) {
      const { id, guest } = await begin();
      expect(await reads(guest)).toEqual([200, 200, 200]);
      for (const client of [stranger, foreign]) {
        expect([(await client.post(`/guest-accesses/${id}/end`)).status, (await client.get('/guest-accesses')).body.items]).toEqual([404, []]);
      }
      const ended = await { father: fatherClient, office, guest }[by].post(`/guest-accesses/${id}/end`);
      expect([ended.status, ended.body]).toEqual([200, expect.objectContaining({ status: 'ended', reason })]);
      expect(await reads(guest)).toEqual([404, 404, 404]);
      expect((await motherClient.post(`/guest-accesses/${id}/end`)).body.code).toBe('family.guest_over');
    }
  });

  it('ends when whoever gave it represents the child no more (FA-7)', async () => {
    const { begin, reads, motherClient, links, fatherClient } = await makeFamily();
    const { id, guest } = await begin();
    await motherClient.post(`/family-links/${links.mother.id}/revoke`);
    expect(await reads(guest)).toEqual([404, 404, 404]);
    expect((await fatherClient.get('/guest-accesses')).body.items).toEqual([expect.objectContaining({ id, status: 'ended', reason: 'giver_unlinked' })]);
  });

  it('reaches only the person named, once, and for a year at most', async () => {
    const { give, granny, father, fatherClient, pupil } = await makeFamily();
    const stranger = await makePerson(app);
    const { body } = await give({ identifier: stranger.phone });
    expect((await (await as(stranger)).post(`/guest-accesses/${body.id}/accept`)).status).toBe(404);
    for (const validUntil of ['2026-11-05T08:00:00+03:00', '2028-01-01T00:00:00+03:00']) {
      expect((await give({ validUntil })).body.errors).toEqual([expect.objectContaining({ pointer: '/validUntil', code: 'family.guest_until' })]);
    }
    const first = await give();
    expect((await give()).body.code).toBe('family.guest_exists');
    const client = await as(granny);
    const answers = await Promise.all([client.post(`/guest-accesses/${first.body.id}/accept`), client.post(`/guest-accesses/${first.body.id}/decline`)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    const already = await give({ identifier: father.phone, name: father.name });
    expect((await fatherClient.post(`/guest-accesses/${already.body.id}/accept`)).body.code).toBe('family.guest_already');
    expect((await (await as(await makeStaff(app, 'guardian'))).post('/guest-accesses', { pupilId: pupil.id, identifier: granny.phone, name: granny.name, relation: 'tutor', validUntil: UNTIL })).status).toBe(404);
  });
});
