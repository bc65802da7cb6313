import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makePartitions } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
const NOW = new Date('2026-11-05T09:00:00+03:00');
const CONSENT = { consent: { version: 1, given: true } };
const MARIA = { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' };

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

async function makeCase() {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const pupil = await makePupil(db, school, { schoolClass: await makeClass(db, school), family: 'Соловьёва', given: 'Анна', patronymic: null, sex: 'f' });
  const office = await as(await makeStaff(app, 'school_admin', { schoolId: school.id }, { name: { family: 'Орлова', given: 'Вера' } }));
  const invite = (to: Partial<{ identifier: string; name: object; pupilId: string; canAct: boolean }>) =>
    office.post('/family-links', { pupilId: pupil.id, name: MARIA, relationship: 'mother', ...to });
  return { school, pupil, office, invite };
}

describe('linking by invitation (FA-3)', () => {
  it('is answered by the person invited, who then has link, role and consent; a second child comes the same way', async () => {
    const { school, pupil, office, invite } = await makeCase();
    const mother = await makePerson(app, { name: { family: 'Соловьева', given: 'Мария' } });
    const made = await invite({ identifier: mother.phone });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({
      status: 'awaiting_confirmation', source: 'invitation', pupil: { id: pupil.id, name: 'Соловьёва Анна' }, guardian: { id: null, name: 'Соловьёва Мария Петровна' },
    })]);
    expect((await invite({ identifier: mother.phone })).body.id).toBe(made.body.id);

    // a name mended takes the place of the wrong one
    const misspelt = await invite({ identifier: mother.phone, name: { family: 'Соловей', given: 'Мария' } });
    expect(misspelt.body.id).not.toBe(made.body.id);
    const mended = await invite({ identifier: mother.phone });
    expect(mended.body.id).not.toBe(misspelt.body.id);
    made.body.id = mended.body.id;

    const client = await as(mother);
    await app.drain();
    expect((await client.get('/notifications')).body.items).toEqual([expect.objectContaining({ type: 'family.invited' })]);
    const [seen] = (await client.get('/family-links?status=awaiting_confirmation')).body.items;
    expect(seen).toMatchObject({ id: made.body.id, pupil: { id: null, name: 'С. Анна' }, school: { id: school.id } });
    expect((await client.get(`/pupils/${pupil.id}/diary?from=2026-11-02&to=2026-11-08`)).status).toBe(403);

    const bare = await client.post(`/family-links/${made.body.id}/accept`);
    expect([bare.status, bare.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/consent/given', code: 'family.consent_needed' })]]);
    const accepted = await client.post(`/family-links/${made.body.id}/accept`, CONSENT);
    expect([accepted.status, accepted.body]).toEqual([200, expect.objectContaining({ id: made.body.id, status: 'linked', guardian: { id: mother.id, name: 'Соловьева Мария' }, pupil: { id: pupil.id, name: 'Соловьёва Анна' } })]);
    expect((await client.post(`/family-links/${made.body.id}/accept`, CONSENT)).body.code).toBe('family.nothing_to_answer');

    const guardian = await as(mother);
    expect((await guardian.get('/children')).body.items).toEqual([expect.objectContaining({ pupilId: pupil.id, link: expect.objectContaining({ status: 'linked', kind: 'mother', reason: null }) })]);
    expect((await guardian.get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
    expect((await office.get(`/family-links/${made.body.id}/history`)).body.items.map((s: any) => [s.actor, s.from, s.to]))
      .toEqual([['Орлова Вера', null, 'awaiting_confirmation'], ['Соловьева Мария', 'awaiting_confirmation', 'linked']]);

    const brother = await makePupil(db, school, { given: 'Иван' });
    const second = await invite({ identifier: mother.login, pupilId: brother.id, canAct: false });
    expect((await guardian.post(`/family-links/${second.body.id}/accept`, CONSENT)).body).toMatchObject({ status: 'linked', rights: { view: true, act: false } });
    expect((await guardian.get('/children')).body.items).toHaveLength(2);
  });

  it('tells the school nothing of accounts: a known and an unknown number answer alike, and one waits until there is an account', async () => {
    const { invite } = await makeCase();
    const [known, unknown] = [await makePerson(app, { name: MARIA }), `+79${String(Date.now()).slice(-9)}`];
    const shape = ({ status, body }: { status: number; body: any }) => [status, { ...body, id: '', createdAt: '', expiresAt: '' }];
    expect(shape(await invite({ identifier: known.phone }))).toEqual(shape(await invite({ identifier: unknown })));
    const later = await makePerson(app, { name: MARIA, phone: unknown });
    expect((await (await as(later)).get('/family-links')).body.items).toHaveLength(1);
  });

  it('reaches nobody by a mistyped number: the name must be the account\'s', async () => {
    const { invite } = await makeCase();
    const stranger = await makePerson(app, { name: { family: 'Чужой', given: 'Олег' } });
    const { body } = await invite({ identifier: stranger.email });
    const client = await as(stranger);
    await app.drain();
    expect([(await client.get('/family-links')).body.items, (await client.get('/notifications')).body.items]).toEqual([[], []]);
    for (const answer of ['accept', 'decline']) expect((await client.post(`/family-links/${body.id}/${answer}`, answer === 'accept' ? CONSENT : {})).status).toBe(404);
  });

  it('is declined, taken back by the school, or runs out after 30 days; each is over then', async () => {
    const { invite, office } = await makeCase();
    const mother = await makePerson(app, { name: MARIA });
    const client = await as(mother);
    const [first] = [await invite({ identifier: mother.phone })];
    expect((await client.post(`/family-links/${first.body.id}/decline`)).body).toMatchObject({ status: 'declined', reason: 'by_guardian' });
    expect((await client.post(`/family-links/${first.body.id}/accept`, CONSENT)).body.code).toBe('family.invitation_over');

    const second = await invite({ identifier: mother.phone });
    expect((await office.post(`/family-links/${second.body.id}/revoke`)).body).toMatchObject({ status: 'revoked', reason: 'by_school' });
    expect((await client.get('/family-links?status=awaiting_confirmation')).body.items).toEqual([]);
    expect((await client.post(`/family-links/${second.body.id}/accept`, CONSENT)).body.code).toBe('family.invitation_over');

    const third = await invite({ identifier: mother.phone });
    app.clock.moveTo(new Date(NOW.getTime() + 31 * 24 * 3600 * 1000));
    const late = await as(mother);
    expect((await late.post(`/family-links/${third.body.id}/accept`, CONSENT)).body.code).toBe('family.invitation_over');
    await app.drain();
    const { rows } = await db.query('SELECT status, reason FROM family.invitations WHERE id = $1', [third.body.id]);
    expect(rows).toEqual([{ status: 'expired', reason: 'not_answered' }]);
  });

  it('of somebody linked already leaves the link that stands', async () => {
    const { pupil, invite } = await makeCase();
    const mother = await makeStaff(app, 'guardian', {}, { name: MARIA });
    const standing = await linkFamily(app, mother.id, pupil);
    const { body } = await invite({ identifier: mother.phone });
    expect((await (await as(mother)).post(`/family-links/${body.id}/accept`, CONSENT)).body).toMatchObject({ id: standing.id, status: 'linked' });
  });

  it('two answers at once: one wins', async () => {
    const { invite } = await makeCase();
    const mother = await makePerson(app, { name: MARIA });
    const { body } = await invite({ identifier: mother.phone });
    const client = await as(mother);
    const answers = await Promise.all([client.post(`/family-links/${body.id}/accept`, CONSENT), client.post(`/family-links/${body.id}/decline`)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('names every wrong field, and knows no pupil of another school', async () => {
    const { invite, office } = await makeCase();
    const wrong = await office.post('/family-links', { pupilId: 'x', name: { family: '' }, relationship: 'uncle', extra: 1 });
    expect(wrong.body.errors.map((e: any) => e.pointer).sort()).toEqual(['/extra', '/identifier', '/name/family', '/name/given', '/pupilId', '/relationship']);
    expect((await invite({ identifier: '123' })).body.errors).toEqual([expect.objectContaining({ pointer: '/identifier', code: 'family.identifier' })]);
    const other = await makePupil(db, await makeSchool(db));
    expect((await invite({ identifier: '+79161234567', pupilId: other.id })).status).toBe(404);
  });
});
