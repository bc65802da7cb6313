import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newCode } from '../../../src/modules/family/domain/linking-code.js';
import { Limits } from '../../../src/platform/limits/index.js';
import { makePartitions } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { giveRole, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makePupils, makeSchool } from '../../factories/schools.js';
import { type Answer, type Client, startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
const START = new Date('2026-11-05T09:00:00+03:00');
const afterDays = (days: number): void => app.clock.moveTo(new Date(START.getTime() + days * 24 * 3600 * 1000));
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(START));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const as = async (person: MadePerson): Promise<Client> => app.as(await signIn(app, person));
const newParent = (): Promise<MadePerson> => makePerson(app, { birthDate: '1985-03-08' });

async function makeOffice() {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const homeroom = await makeStaff(app, 'teacher', { schoolId: school.id });
  const schoolClass = await makeClass(db, school, { homeroomPersonId: homeroom.id });
  const pupil = await makePupil(db, school, { schoolClass, birthDate: '2015-05-07' });
  const secretary = await makeStaff(app, 'secretary', { schoolId: school.id }, { name: { family: 'Петрова', given: 'Ольга' } });
  return { school, homeroom, schoolClass, pupil, secretary, office: await as(secretary) };
}
const issue = async (client: Client, body: object): Promise<any[]> => {
  const answer = await client.post('/linking-codes', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.items;
};
const redeem = (client: Client, code: string, more: object = {}): Promise<Answer> => client.post('/family-links/redeem', { code, relationship: 'mother', ...more });
/** Another code with the same beginning: what somebody types who knows the school and the pupil. */
const guess = (code: string, n: number): string => {
  const signs = [n % 31, Math.floor(n / 31) % 31, 7, 7, 7, 7];
  return newCode(code.replaceAll('-', '').slice(0, 5), () => signs.shift()!);
};
const refusal = ({ status, body, headers }: Answer) => ({ status, body: { ...body, requestId: null }, headers: { ...headers, 'x-request-id': null, date: null } });

describe('issuing linking codes (FA-2)', () => {
  it('gives each pupil of a class codes of their own, which are nowhere in the database and in no later answer', async () => {
    const { school, schoolClass, office } = await makeOffice();
    await makePupils(db, schoolClass, 3);
    const codes = await issue(office, { classId: schoolClass.id, perPupil: 2 });
    expect(codes).toHaveLength(8);
    expect(new Set(codes.map((c) => c.code)).size).toBe(8);
    expect(codes[0]).toMatchObject({ class: { id: schoolClass.id, name: '5А' }, kind: 'guardian', expiresAt: expect.stringMatching(/^2026-12-05T06:00/) });
    expect(codes[0].code).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/);
    const { items } = (await office.get('/linking-codes?state=issued')).body;
    expect(items).toHaveLength(8);
    expect(items[0]).toMatchObject({ state: 'issued', issuedBy: 'Петрова Ольга', usedBy: null, linkId: null });
    const { rows } = await db.query('SELECT to_jsonb(k)::text AS row FROM family.linking_codes k WHERE school_id = $1', [school.id]);
    const audit = await db.query(`SELECT to_jsonb(e)::text AS row FROM audit.events e WHERE school_id = $1 AND operation = 'family.issue_codes'`, [school.id]);
    expect(audit.rows).toHaveLength(1);
    for (const { code } of codes) {
      for (const text of [JSON.stringify(items), ...rows.map((r) => r.row), ...audit.rows.map((r) => r.row)]) {
        expect(text).not.toContain(code);
        expect(text).not.toContain(code.replaceAll('-', ''));
      }
    }
  });

  it('names exactly one target, leaves out pupils of families already in, and ends earlier codes where asked', async () => {
    const { pupil, schoolClass, office } = await makeOffice();
    for (const body of [{}, { pupilId: pupil.id, classId: schoolClass.id }]) {
      const wrong = await office.post('/linking-codes', body);
      expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, 'family.one_target']);
    }
    await linkFamily(app, (await newParent()).id, pupil);
    const other = await makePupil(db, { id: pupil.schoolId }, { schoolClass });
    const [first] = await issue(office, { wholeSchool: true, unlinkedOnly: true });
    expect(first.pupil.id).toBe(other.id);
    const [second] = await issue(office, { pupilId: other.id, revokeEarlier: true });
    const states = (await office.get(`/linking-codes?pupil=${other.id}`)).body.items;
    expect(states.map((c: any) => [c.id, c.state])).toEqual([[second.id, 'issued'], [first.id, 'revoked']]);
    for (let i = 0; i < 3; i += 1) await issue(office, { pupilId: other.id, perPupil: 3 });
    expect((await office.post('/linking-codes', { pupilId: other.id })).body.code).toBe('family.too_many_codes');
  });

  it('is for the own class only to a homeroom teacher, and ends with the class', async () => {
    const { school, schoolClass, homeroom, pupil, office } = await makeOffice();
    const otherClass = await makeClass(db, school, { letter: 'Б' });
    const stranger = await makePupil(db, school, { schoolClass: otherClass });
    const teacher = app.as(await signIn(app, homeroom, await giveRole(app, homeroom.id, 'homeroom_teacher', { schoolId: school.id, classId: schoolClass.id })));
    const [own] = await issue(teacher, { classId: schoolClass.id });
    const [foreign] = await issue(office, { pupilId: stranger.id });
    expect(own.pupil.id).toBe(pupil.id);
    expect((await teacher.post('/linking-codes', { classId: otherClass.id })).status).toBe(404);
    expect((await teacher.post('/linking-codes', { pupilId: stranger.id })).status).toBe(404);
    expect((await teacher.post('/linking-codes', { wholeSchool: true })).body.code).toBe('family.whole_school_by_office');
    expect((await teacher.get('/linking-codes')).body.items.map((c: any) => c.id)).toEqual([own.id]);
    expect((await teacher.post(`/linking-codes/${foreign.id}/revoke`)).status).toBe(404);
    await db.query('UPDATE schools.classes SET homeroom_person_id = NULL WHERE id = $1', [schoolClass.id]);
    expect((await teacher.post('/linking-codes', { pupilId: pupil.id })).status).toBe(404);
    expect((await teacher.get('/linking-codes')).body.items).toEqual([]);
  });
});

describe('redeeming a code (FA-2)', () => {
  it('links with the role and the consent as an approved request does; the school and the other parent see it', async () => {
    const { pupil, office } = await makeOffice();
    const father = await makeStaff(app, 'guardian');
    await linkFamily(app, father.id, pupil, 'father');
    const [{ id, code }] = await issue(office, { pupilId: pupil.id }) as [any];
    const mother = await makePerson(app, { birthDate: '1985-03-08', name: { family: 'Соловьёва', given: 'Мария' } });
    const client = await as(mother);
    const answer = await redeem(client, ` ${code.toLowerCase().replaceAll('-', ' ')} `, { consent: { version: 1, given: true } });
    expect(answer).toMatchObject({ status: 201, body: { status: 'linked', kind: 'mother', source: 'code', pupil: { id: pupil.id }, rights: { view: true, act: true } } });
    const me = await as(mother);
    expect((await me.get('/me/roles')).body.items).toMatchObject([{ role: 'guardian' }]);
    expect((await me.get('/children')).body.items).toMatchObject([{ pupilId: pupil.id, class: { name: '5А' }, link: { status: 'linked', reason: null } }]);
    expect((await me.get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
    expect((await office.get('/linking-codes')).body.items).toMatchObject([{ id, state: 'used', usedBy: 'Соловьёва Мария', linkId: answer.body.id }]);
    expect((await office.post(`/linking-codes/${id}/revoke`)).body.code).toBe('family.code_spent');
    expect((await me.get('/me/acts?kind=children')).body.items[0]).toMatchObject({ operation: 'family.redeem_code' });
    await app.drain();
    const told = (await (await as(father)).get('/notifications')).body.items.filter((n: any) => n.object.id === answer.body.id);
    expect(told.map((n: any) => n.type)).toEqual(['family.joined']);
    expect(JSON.stringify(told)).not.toContain('Соловьёва');
    expect((await me.get('/notifications')).body.items.map((n: any) => n.type)).toEqual(['family.linked']);
  });

  it('asks for a consent when none was given, and for the wording in force', async () => {
    const { pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    const client = await as(await newParent());
    expect((await redeem(client, code, { consent: { version: 7, given: true } })).body.code).toBe('consents.text_changed');
    expect((await redeem(client, code, { consent: { version: 1, given: false } })).body.errors).toMatchObject([{ pointer: '/consent/given' }]);
    expect((await redeem(client, code, { relationship: 'granny' })).body.errors).toMatchObject([{ pointer: '/relationship' }]);
    expect((await redeem(client, code)).status).toBe(201);
  });

  it('answers alike for a code that is unknown, used, revoked, expired, of another kind or of somebody shut out', async () => {
    const { school, schoolClass, pupil, office } = await makeOffice();
    const grown = await makePupil(db, school, { schoolClass, birthDate: '2011-01-01' });
    const [used, revoked, expired, left] = await issue(office, { pupilId: pupil.id, perPupil: 4 });
    const [own] = await issue(office, { pupilId: grown.id, kind: 'pupil' });
    expect((await redeem(await as(await newParent()), used.code)).status).toBe(201);
    await office.post(`/linking-codes/${revoked.id}/revoke`);
    const out = await newParent();
    const link = await linkFamily(app, out.id, pupil);
    await office.post(`/family-links/${link.id}/revoke`, { byCourt: true, courtDecision: { number: '2-1/2026', decidedOn: '2026-10-01' } });
    const answers = [
      await redeem(await as(await newParent()), guess(used.code, 1)), await redeem(await as(await newParent()), newCode('22222', () => 3)),
      await redeem(await as(await newParent()), used.code), await redeem(await as(await newParent()), revoked.code),
      await redeem(await as(await newParent()), own.code), await redeem(await as(out), left.code),
    ];
    const late = await newParent();
    afterDays(31);
    answers.push(await redeem(await as(late), expired.code));
    for (const answer of answers) expect(refusal(answer)).toEqual(refusal(answers[0]!));
    expect(answers[0]).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', code: 'family.code_not_accepted' }] } });
    expect((await redeem(await as(late), 'K7MQ-2HXZ')).body.errors).toMatchObject([{ pointer: '/code', code: 'family.code_mistyped' }]);
  });

  it('brings back who gave the access up themself, and whom a court let in again; not whom the school shut out', async () => {
    const { pupil, secretary, office } = await makeOffice();
    const codes = (await issue(office, { pupilId: pupil.id, perPupil: 4 })).map((c) => c.code as string);
    const ended = async (end: (person: MadePerson, linkId: string) => Promise<Answer>): Promise<MadePerson> => {
      const person = await newParent();
      const { id } = await linkFamily(app, person.id, pupil);
      await giveRole(app, person.id, 'guardian');
      expect((await end(person, id)).status).toBe(200);
      return person;
    };
    const gaveUp = await ended(async (person, id) => (await as(person)).post(`/family-links/${id}/revoke`));
    const shutOut = await ended((_, id) => office.post(`/family-links/${id}/revoke`));
    let decision = '';
    const barred = await ended((_, id) => {
      decision = id;
      return office.post(`/family-links/${id}/revoke`, { byCourt: true, courtDecision: { number: '2-1/2026', decidedOn: '2026-10-01' } });
    });
    expect((await redeem(await as(gaveUp), codes[0]!)).status).toBe(201);
    expect((await redeem(await as(shutOut), codes[1]!)).body.errors[0].code).toBe('family.code_not_accepted');
    expect((await redeem(await as(barred), codes[1]!)).body.errors[0].code).toBe('family.code_not_accepted');
    expect((await (await as(secretary)).post(`/family-links/${decision}/lift-court-decision`, { number: '2-2/2026', decidedOn: '2026-11-01' })).status).toBe(200);
    expect((await redeem(await as(barred), codes[1]!)).status).toBe(201);
    // The limits do not tell a good code that is refused from a wrong one.
    const again = await as(shutOut);
    const statuses: number[] = [];
    for (let i = 0; i < 10; i += 1) statuses.push((await redeem(again, codes[2]!)).status);
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 422), 429]);
  });

  it('one of two claimants at once gets it, the other the answer of an unknown code', async () => {
    const { pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    const clients = await Promise.all(Array.from({ length: 4 }, async () => as(await newParent())));
    const answers = await Promise.all(clients.map((client) => redeem(client, code)));
    expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422, 422]);
    expect((await office.get(`/family-links?pupil=${pupil.id}`)).body.items).toHaveLength(1);
  });

  it('one account with several codes for one child at once is linked once, by one of them; the others stay open', async () => {
    const { pupil, office } = await makeOffice();
    const codes = await issue(office, { pupilId: pupil.id, perPupil: 4 });
    const client = await as(await newParent());
    const consent = { version: 1, given: true };
    const answers = await Promise.all(codes.map(({ code }) => redeem(client, code, { consent })));
    expect(answers.map((a) => a.body.code ?? a.status).sort()).toEqual([201, 'family.already_linked', 'family.already_linked', 'family.already_linked']);
    expect((await office.get(`/family-links?pupil=${pupil.id}`)).body.items).toHaveLength(1);
    expect((await office.get(`/linking-codes?pupil=${pupil.id}`)).body.items.map((c: any) => c.state).sort()).toEqual(['issued', 'issued', 'issued', 'used']);
  });

  it('one account with codes for several children at once is linked with each', async () => {
    const { schoolClass, office } = await makeOffice();
    await makePupils(db, schoolClass, 2);
    const codes = await issue(office, { classId: schoolClass.id });
    const client = await as(await newParent());
    expect((await Promise.all(codes.map(({ code }) => redeem(client, code)))).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await client.get('/children')).body.items).toHaveLength(3);
  });

  it('is repeated safely with an Idempotency-Key', async () => {
    const { pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    const client = await as(await newParent());
    const send = () => client.post('/family-links/redeem', { code, relationship: 'other' }, { 'idempotency-key': 'again' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
  });

  it('is not used up by a parent who is linked already, and is nothing for a minor', async () => {
    const { pupil, office } = await makeOffice();
    const parent = await newParent();
    await linkFamily(app, parent.id, pupil);
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    expect((await redeem(await as(parent), code)).body.code).toBe('family.already_linked');
    const minor = await makePerson(app, { birthDate: '2010-01-01' });
    expect((await redeem(await as(minor), code)).body.code).toBe('family.representative_of_age');
    expect((await redeem(await as(await newParent()), code)).status).toBe(201);
  });

  it('waits for the word of a pupil who is of age (FA-7)', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const adult = await makePupil(db, school, { schoolClass, birthDate: '2008-01-01' });
    const [{ code }] = await issue(office, { pupilId: adult.id }) as [any];
    const parent = await newParent();
    expect((await redeem(await as(parent), code)).body).toMatchObject({ status: 'awaiting_confirmation', reason: 'of_age', rights: { view: false, act: false } });
    expect((await (await as(parent)).get(`/pupils/${adult.id}/diary?from=2026-11-02&to=2026-11-07`)).status).toBe(404);
  });

  it('lets in nobody while the school is in trial mode', async () => {
    const { school, pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    await db.query(`UPDATE schools.schools SET status = 'trial' WHERE id = $1`, [school.id]);
    expect((await redeem(await as(await newParent()), code)).body.errors[0].code).toBe('family.code_not_accepted');
    await db.query(`UPDATE schools.schools SET status = 'active' WHERE id = $1`, [school.id]);
    expect((await redeem(await as(await newParent()), code)).status).toBe(201);
  });
});

describe('guessing codes', () => {
  it('kills a code after five wrong tries near it, whoever tries, also at once; staff see it', async () => {
    const { pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    const attackers = await Promise.all(Array.from({ length: 3 }, async () => as(await newParent())));
    const answers = await Promise.all(Array.from({ length: 9 }, (_, i) => redeem(attackers[i % 3]!, guess(code, i))));
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 9 }, () => 422));
    expect((await redeem(await as(await newParent()), code)).body.errors[0].code).toBe('family.code_not_accepted');
    expect((await office.get('/linking-codes')).body.items).toMatchObject([{ state: 'exhausted' }]);
    const [{ code: next }] = await issue(office, { pupilId: pupil.id }) as [any];
    expect((await redeem(await as(await newParent()), next)).status).toBe(201);
  });

  it('is limited for one caller over everything typed, and a right code gives the try back', async () => {
    const { pupil, office } = await makeOffice();
    const codes = await issue(office, { pupilId: pupil.id, perPupil: 2 });
    const caller = await as(await newParent());
    for (let i = 0; i < 9; i += 1) expect((await redeem(caller, guess(newCode('33333', () => i), i))).status).toBe(422);
    expect((await redeem(caller, codes[0].code)).status).toBe(201);
    expect((await redeem(caller, newCode('44444', () => 1))).status).toBe(422);
    const refused = await redeem(caller, codes[1].code);
    expect([refused.status, refused.body.code]).toEqual([429, 'limits.too_many']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is limited for one child over all callers, the same for a child of nobody', async () => {
    const { pupil, office } = await makeOffice();
    const [{ code }] = await issue(office, { pupilId: pupil.id }) as [any];
    for (const known of [code, newCode('55555', () => 2)]) {
      const statuses: number[] = [];
      for (let i = 0; i < 24; i += 8) {
        const caller = await as(await newParent());
        for (let j = 0; j < 8; j += 1) statuses.push((await redeem(caller, guess(known, i + j))).status);
      }
      expect(statuses).toEqual([...Array.from({ length: 20 }, () => 422), ...Array.from({ length: 4 }, () => 429)]);
    }
  });
});

describe('guessing codes of one school', () => {
  it('is limited over all callers and children, and leaves other schools alone', async () => {
    const limit = { operation: 'family.code_school', most: 200, windowMs: 3600 * 1000 };
    for (let i = 0; i < 200; i += 1) await app.get(Limits).spend(limit, '66');
    const caller = await as(await newParent());
    expect((await redeem(caller, newCode('66222', () => 1))).body.code).toBe('limits.too_many');
    expect((await redeem(caller, newCode('88222', () => 1))).body.errors[0].code).toBe('family.code_not_accepted');
  });
});

describe("a pupil's own account by a code", () => {
  it('is tied from 14 on when name and birth date agree, once', async () => {
    const { school, schoolClass, pupil: young, office } = await makeOffice();
    const name = { family: 'Соловьёв', given: 'Илья', patronymic: 'Петрович' };
    const pupil = await makePupil(db, school, { schoolClass, birthDate: '2011-02-03', ...name });
    expect((await office.post('/linking-codes', { pupilId: young.id, kind: 'pupil' })).body.code).toBe('family.pupil_too_young');
    const [{ code }] = await issue(office, { classId: schoolClass.id, kind: 'pupil' }) as [any];
    const bind = async (person: MadePerson) => (await as(person)).post('/me/pupil', { code });
    const other = await makePerson(app, { birthDate: '2011-02-03' });
    expect((await bind(other)).body.errors).toMatchObject([{ pointer: '/code', code: 'family.code_not_accepted' }]);
    const me = await makePerson(app, { name: { ...name, family: 'Соловьев' }, birthDate: '2011-02-03' });
    expect(await bind(me)).toMatchObject({ status: 201, body: { pupilId: pupil.id, schoolId: school.id, class: { name: '5А' } } });
    expect((await (await as(me)).get('/me/roles')).body.items).toMatchObject([{ role: 'pupil', schoolId: school.id }]);
    expect((await bind(me)).status).toBe(422);
    expect((await office.post('/linking-codes', { pupilId: pupil.id, kind: 'pupil' })).body.code).toBe('family.account_exists');
  });
});
