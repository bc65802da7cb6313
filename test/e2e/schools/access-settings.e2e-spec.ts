import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCHOOL_ROLES } from '../../../src/modules/schools/access/domain/access-table.js';
import { declaredPermissions, schoolPermissions } from '../../../src/platform/auth/index.js';
import { Db } from '../../../src/platform/database/index.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { type DiaryWorld, makeDiaryWorld } from '../../factories/diary.js';
import { diaryAccessForm, uploadDocument } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { type Answer, ApiProcess, soon, startTestApp, type TestApp } from '../../support/index.js';

describe('what each role sees and edits in a school (SC-12)', () => {
  let app: TestApp;
  let w: DiaryWorld;
  let at: string;
  let settings: string;
  beforeAll(async () => {
    app = await startTestApp();
    w = await makeDiaryWorld(app);
    at = `/schools/${w.school.id}`;
    settings = `${at}/access-settings`;
    w = { ...w, tokens: { ...w.tokens, ...{ guardian: w.tokens.mother, homeroom_teacher: w.tokens.homeroom } } };
    await app.as(w.tokens.teacher).post(`/lessons/${w.lessons[0].id}/marks`, { marks: [{ pupilId: w.pupil.id, value: '5' }] });
  });
  afterAll(() => app.stop());

  const token = (role: RoleCode) => (w.tokens as Record<string, string>)[role]!;
  const set = async (permission: string, role: RoleCode, allowed: boolean, by: RoleCode = 'director'): Promise<Answer> => {
    const { headers } = await app.as(token('director')).get(settings);
    return app.as(token(by)).patch(settings, { changes: [{ permission, role, allowed }] }, { 'if-match': String(headers['etag']) });
  };
  /** What each permission opens: a call of a holder, and what it answers where the permission is there and where it is not. */
  const opens: Readonly<Record<string, { call: (role: RoleCode) => ['GET' | 'POST' | 'PATCH' | 'PUT', string, object?]; with: number; without: number }>> = {
    'journal.read_all': { call: () => ['GET', `/teaching-groups/${w.maths.id}/journal`], with: 200, without: 404 },
    'journal.read_own_class': { call: () => ['GET', `/pupils/${w.pupil.id}/diary?from=${w.school.schoolYear}-11-16&to=${w.school.schoolYear}-11-17`], with: 200, without: 404 },
    // a wrong version is told to whoever may correct the mark
    'journal.correct_any': { call: () => ['PATCH', `/marks/${mark}`, { value: '4', reasonCode: 'rechecked' }], with: 412, without: 404 },
    'schools.write': { call: () => ['PATCH', at, { address: 'ул. Новая, 2' }], with: 412, without: 403 },
    'schools.structure': { call: () => ['POST', `${at}/subjects`, { name: '', shortName: '' }], with: 422, without: 403 },
    'schools.roster': { call: () => ['POST', `${at}/pupils`, {}], with: 422, without: 403 },
    'schools.files': { call: () => ['GET', `${at}/exports/pupils`], with: 200, without: 403 },
    'schools.see_pupils': { call: () => ['GET', `/pupils/${w.classmate.id}`], with: 200, without: 404 },
    'schools.see_staff_contacts': { call: () => ['GET', `${at}/staff-contacts`], with: 200, without: 403 },
    'schools.appoint': { call: () => ['POST', `${at}/staff`, {}], with: 422, without: 403 },
    'schools.access': { call: () => ['PATCH', settings, { changes: [] }], with: 422, without: 403 },
    'enrollment.decide': { call: () => ['POST', '/requests/bulk-approve', {}], with: 422, without: 403 },
    'enrollment.see_documents': { call: () => ['GET', `/files/${scan}/content`], with: 200, without: 404 },
    'enrollment.ask_documents': { call: () => ['GET', '/document-requests'], with: 200, without: 403 },
    'enrollment.settings': { call: () => ['PUT', `${at}/request-settings`, {}], with: 422, without: 403 },
    'schools.pupil_groups': { call: () => ['GET', `${at}/pupil-groups`], with: 200, without: 403 },
    'identity.assign_roles': { call: () => ['POST', '/role-assignments', {}], with: 422, without: 403 },
    'identity.read_people': { call: () => ['GET', `/people/${w.teacherId}`], with: 200, without: 403 },
    'identity.issue_passwords': { call: () => ['GET', `/people/${w.teacherId}/transit-password/delivery`], with: 409, without: 403 },
    'identity.restore_access': { call: () => ['GET', '/personal-data-corrections'], with: 200, without: 403 },
    'identity.confirm_level': { call: () => ['POST', `/people/${w.teacherId}/level`, {}], with: 422, without: 403 },
    'identity.block_people': { call: () => ['POST', `/people/${w.teacherId}/block`, {}], with: 422, without: 403 },
    'identity.close_people': { call: () => ['POST', `/people/${w.teacherId}/close`, {}], with: 422, without: 403 },
    'audit.read': { call: () => ['GET', '/audit-events'], with: 200, without: 403 },
    // a link of another than the own child is not there without it
    'family.school_links': { call: () => ['GET', `/family-links/${link}/history`], with: 200, without: 404 },
    'family.contacts_on_file': { call: () => ['GET', `/pupils/${w.pupil.id}/contacts-on-file`], with: 200, without: 403 },
    'family.invite': { call: () => ['POST', '/family-links', {}], with: 422, without: 403 },
    'family.court_decisions': { call: () => ['POST', `/family-links/${link}/lift-court-decision`, {}], with: 422, without: 403 },
    'family.codes': { call: () => ['GET', '/linking-codes'], with: 200, without: 403 },
    'schedule.plan': { call: () => ['POST', `${at}/timetables`, {}], with: 422, without: 403 },
    'schedule.change_lessons': { call: () => ['POST', `/lessons/${w.lessons[0].id}/cancel`, {}], with: 422, without: 403 },
  };
  let mark: string;
  let scan: string;
  let link: string;

  it('holds for every permission and role, switched both ways, in the very next request', async () => {
    const parent = await signIn(app, await makePerson(app));
    scan = (await uploadDocument(app, parent)).body.id;
    const draft = await app.as(parent).post('/requests', diaryAccessForm(w.school.id, scan));
    expect((await app.as(parent).post(`/requests/${draft.body.id}/submit`)).status).toBe(200);
    const page = (await app.as(w.tokens.teacher).get(`/teaching-groups/${w.maths.id}/journal`)).body;
    mark = page.cells[0].marks[0].id;
    link = (await app.get(Db).one<{ id: string }>('SELECT id FROM family.v_link WHERE school_id = $1 AND pupil_id = $2 LIMIT 1', [w.school.id, w.pupil.id]))!.id;
    const seen: string[] = [];
    for (const [permission, { always, usually, ifGiven }] of schoolPermissions()) {
      const check = opens[permission];
      expect([permission, check !== undefined]).toEqual([permission, true]);
      const ask = async (role: RoleCode): Promise<number> => {
        const [method, path, body] = check!.call(role);
        return (await app.request(method, path, body, { authorization: `Bearer ${token(role)}`, ...(method === 'PATCH' || method === 'PUT' ? { 'if-match': '"99"' } : {}) })).status;
      };
      for (const role of always) if (token(role) !== undefined) seen.push(`${permission} ${role} ${await ask(role) === check!.with}`);
      for (const role of [...usually, ...ifGiven]) {
        const usual = usually.includes(role);
        for (const allowed of [usual, !usual, usual]) {
          expect([permission, role, (await set(permission, role, allowed)).status]).toEqual([permission, role, 200]);
          // whoever keeps the roster sees it
          if (permission === 'schools.see_pupils' && role === 'secretary') await set('schools.roster', role, allowed);
          expect([permission, role, allowed, await ask(role)]).toEqual([permission, role, allowed, allowed ? check!.with : check!.without]);
        }
      }
    }
    expect(seen.filter((line) => line.endsWith('false'))).toEqual([]);
  });

  it('leaves what hangs on no setting: a teacher reads the own group, a family its child', async () => {
    for (const [permission, role] of [['journal.read_all', 'methodist'], ['journal.read_own_class', 'homeroom_teacher']] as const) await set(permission, role, false);
    expect((await app.as(w.tokens.teacher).get(`/teaching-groups/${w.maths.id}/journal`)).status).toBe(200);
    expect((await app.as(w.tokens.mother).get(`/pupils/${w.pupil.id}/marks`)).status).toBe(200);
    expect((await app.as(w.tokens.homeroom).get('/teaching-groups')).body.items).toEqual([]);
    expect((await app.as(w.tokens.homeroom).get(`/pupils/${w.pupil.id}/marks`)).status).toBe(404);
    expect((await app.as(w.tokens.methodist).get(`/marks/${mark}/history`)).status).toBe(404);
    for (const [permission, role] of [['journal.read_all', 'methodist'], ['journal.read_own_class', 'homeroom_teacher']] as const) await set(permission, role, true);
    expect((await app.as(w.tokens.homeroom).get('/teaching-groups')).body.items).toHaveLength(2);
  });

  it('says which switch is refused and why; one of two at once wins', async () => {
    const change = (changes: object[], by: RoleCode = 'director', version = '"99"') => app.as(token(by)).patch(settings, { changes }, { 'if-match': version });
    const one = (permission: string, role: string, allowed: boolean) => ({ permission, role, allowed });
    const refused = await change([one('no.such', 'methodist', true), one('journal.read_all', 'director', false), one('journal.read_all', 'guardian', true)]);
    expect(refused.body.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/changes/0/permission', 'schools.access_unknown'], ['/changes/1/role', 'schools.access_own_role'], ['/changes/2/allowed', 'schools.access_never'],
    ]);
    expect((await change([one('schools.access', 'school_admin', false)], 'school_admin')).body.errors[0].code).toBe('schools.access_own_role');
    expect((await change([one('journal.read_all', 'director', false)], 'school_admin')).body.errors[0].code).toBe('schools.access_always');
    expect((await change([one('journal.read_all', 'system_admin', true)])).body.errors[0].pointer).toBe('/changes/0/role');
    expect((await change([one('journal.read_all', 'methodist', false)])).status).toBe(412);
    expect((await app.as(token('director')).patch(settings, { changes: [one('journal.read_all', 'methodist', false)] })).status).toBe(428);
    const { headers, body } = await app.as(token('director')).get(settings);
    const both = await Promise.all([1, 2].map(() => change([one('schedule.plan', 'methodist', true)], 'director', String(headers['etag']))));
    expect(both.map((b) => b.status).sort()).toEqual([200, 412]);
    const nothing = await change([one('schedule.plan', 'methodist', true)], 'director', `"${body.version + 1}"`);
    expect([nothing.status, nothing.body.version]).toEqual([200, body.version + 1]);
  });

  it('shows every right of a school\'s role, and why it is fixed where no school switches it', async () => {
    const { items } = (await app.as(token('director')).get(settings)).body;
    const held = [...declaredPermissions()].filter(([, rule]) => rule !== 'signed_in' && rule.some((role) => SCHOOL_ROLES.includes(role))).map(([name]) => name);
    expect(items.map((i: any) => i.permission).sort()).toEqual(held.sort());
    const fixed = items.filter((i: any) => i.why !== null);
    expect(fixed.length).toBeGreaterThan(0);
    for (const { permission, title, why, roles } of fixed) expect([permission, title.length > 5, why.length > 5, roles.every((r: any) => r.fixed)]).toEqual([permission, true, true, true]);
    for (const { permission, roles } of items.filter((i: any) => i.why === null)) expect([permission, roles.some((r: any) => !r.fixed)]).toEqual([permission, true]);
    const refused = await app.as(token('director')).patch(settings, { changes: [{ permission: 'family.child_account', role: 'guardian', allowed: false }] }, { 'if-match': '"99"' });
    expect(refused.body.errors.map((e: any) => e.code)).toEqual(['schools.access_always']);
  });

  it('takes the office its say over families, and leaves families theirs', async () => {
    await set('family.school_links', 'secretary', false);
    expect((await app.as(token('secretary')).get('/family-links')).body.items).toEqual([]);
    expect((await app.as(token('secretary')).post(`/family-links/${link}/revoke`, {})).status).toBe(404);
    expect((await app.as(token('director')).get('/family-links')).body.items.map((l: any) => l.id)).toContain(link);
    expect((await app.as(w.tokens.mother).get('/family-links')).body.items.map((l: any) => l.id)).toContain(link);
    await set('family.school_links', 'secretary', true);
    expect((await app.as(token('secretary')).get('/family-links')).body.items.map((l: any) => l.id)).toContain(link);
  });

  it('keeps who switched what, and shows the table in words', async () => {
    const { body } = await app.as(token('director')).get(settings);
    const row = body.items.find((i: any) => i.permission === 'journal.read_all');
    expect(row.title).toBe('Видеть все журналы и дневники школы, историю отметок');
    expect(row.roles.find((r: any) => r.role === 'director')).toEqual({ role: 'director', allowed: true, usual: true, fixed: true });
    await app.as(token('director')).patch(settings, { changes: [{ permission: 'schools.appoint', role: 'school_admin', allowed: false }], reason: 'Приказ № 12' }, { 'if-match': `"${body.version}"` });
    const [last] = (await app.as(token('school_admin')).get(`${settings}/history?limit=1`)).body.items;
    expect(last).toMatchObject({ permission: 'schools.appoint', role: 'school_admin', allowed: false, reason: 'Приказ № 12', changedBy: { name: expect.stringContaining('Кадров') } });
    const audited = (await app.as(token('director')).get('/audit-events?operation=schools.access_change&limit=1')).body.items[0];
    expect(audited.details).toEqual({ changes: [{ permission: 'schools.appoint', role: 'school_admin', allowed: false }] });
    expect((await app.as(token('school_admin')).post(`${at}/staff`, {})).body.code).toBe('auth.switched_off');
    const db = app.get(Db);
    await expect(db.query('UPDATE schools.access_changes SET allowed = true WHERE school_id = $1', [w.school.id])).rejects.toThrow();
  });

  it('reaches another process at once, without waiting for its settings to grow old', async () => {
    const twin = await ApiProcess.beside(app, { CLOCK_OFFSET: `-PT${Math.round((Date.now() - app.clock.now().getTime()) / 1000)}S` });
    const ask = async () => (await twin.request('GET', `/teaching-groups/${w.maths.id}/journal`, undefined, { authorization: `Bearer ${token('methodist')}` })).status;
    expect(await ask()).toBe(200);
    await set('journal.read_all', 'methodist', false);
    const status = await soon(ask, 404);
    await twin.stop();
    expect(status).toBe(404);
  });

  it('is each school\'s own', async () => {
    const school = await makeSchool(app.get(Db));
    const admin = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId: school.id })));
    expect((await admin.post(`/schools/${school.id}/staff`, {})).status).toBe(422);
    expect((await admin.get(settings)).status).toBe(404);
  });
});
