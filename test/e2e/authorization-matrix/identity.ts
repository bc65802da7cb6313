import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { newId } from '../../../src/shared/ids.js';
import { OPERATORS, type RoleCode, SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { giveRole, GOOD_PASSWORD, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, patch, post, put, remove, strangers } from './format.js';

const WITH_FACTOR = [...SCHOOL_STAFF, ...OPERATORS];

const READERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director', 'support_agent', 'system_admin'];
const BLOCKERS: readonly RoleCode[] = ['school_admin', 'director', 'support_agent', 'system_admin'];
const GIVERS: readonly RoleCode[] = ['school_admin', 'director', 'system_admin'];

export const matrix = defineMatrix(
  async (app) => {
    const own = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    const other = await makeStaff(app, 'teacher', { schoolId: newId() });
    const [token, otherToken] = [await signIn(app, own), await signIn(app, other)];
    const session = async (t: string) => (await app.as(t).get('/me/sessions')).body.items[0].id as string;
    const factor = (await app.as(otherToken).get('/me/factors')).body.items[0].id as string;
    const enrolled = await app.as(token).post('/me/factors/totp', {});
    const pending = { id: enrolled.body.id as string, code: totpCode(app, enrolled.body.secret) };
    const schoolId = newId();
    const pupil = await makeStaff(app, 'pupil', { schoolId });
    const teacher = await makeStaff(app, 'teacher', { schoolId });
    const ended = await giveRole(app, teacher.id, 'methodist', { schoolId });
    await app.get(IdentityFacade).terminateRole(null, ended.id);
    const staff = async (role: RoleCode) => signIn(app, await makeStaff(app, role, { schoolId }));
    const school = { schoolId, pupil: pupil.id, teacher: teacher.id, active: teacher.roles[0]!.id, ended: ended.id };
    return {
      school, secretary: await staff('secretary'), admin: await staff('school_admin'), director: await staff('director'),
      token, person: own, otherToken, pending, assignment: own.roles[0]!.id,
      otherAssignment: other.roles[0]!.id, otherSession: await session(otherToken), otherFactor: factor,
      ownSession: await session(await signIn(app, own)),
    };
  },
  ({ operation, row }) => ({
    signIn: operation((w) => post('/auth/sign-in', { identifier: w.person.login, password: GOOD_PASSWORD }), [anybody(200)]),
    verifyChallenge: operation(() => post(`/auth/challenges/${newId()}/verify`, { method: 'totp', code: '123456' }), [anybody(401)]),
    sendChallenge: operation(() => post(`/auth/challenges/${newId()}/send`, { method: 'totp' }), [anybody(401)]),
    refreshTokens: operation(() => post('/auth/refresh', { refreshToken: 'unknown' }), [anybody(401)]),
    stepUp: operation(() => post('/auth/step-up'), [
      strangers(WITH_FACTOR, 200),
      strangers(everyoneBut(WITH_FACTOR), 409), // got through, but has nothing to step up with
    ]),
    readMe: operation(() => get('/me'), [row('guardian', 'own', 200, (w) => w.token), strangers(EVERYONE, 200)]),
    patchMe: operation(() => patch('/me', { locale: 'ru' }, { 'if-match': '"99"' }), [strangers(EVERYONE, 412)]),
    changePassword: operation(() => put('/me/password', { currentPassword: 'x', newPassword: 'y' }), [strangers(EVERYONE, 422)]),
    listMyRoles: operation(() => get('/me/roles'), [strangers(EVERYONE, 200)]),
    chooseActingRole: operation((w) => post('/me/acting-role', { assignmentId: w.otherAssignment }), [
      row('guardian', 'own', 200, (w) => w.token, (w) => post('/me/acting-role', { assignmentId: w.assignment })),
      strangers(EVERYONE, 404),
    ]),
    listMySessions: operation(() => get('/me/sessions'), [strangers(EVERYONE, 200)]),
    endMySession: operation((w) => remove(`/me/sessions/${w.otherSession}`), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 204, (w) => w.token, (w) => remove(`/me/sessions/${w.ownSession}`)),
      row('guardian', 'ended', 404, (w) => w.token, (w) => remove(`/me/sessions/${w.ownSession}`)),
    ]),
    endMyOtherSessions: operation(() => remove('/me/sessions'), [row('guardian', 'own', 204, (w) => w.token), strangers(EVERYONE, 204)]),
    listMySignIns: operation(() => get('/me/sign-in-history'), [strangers(EVERYONE, 200)]),
    listMyFactors: operation(() => get('/me/factors'), [strangers(EVERYONE, 200)]),
    enrolTotp: operation(() => post('/me/factors/totp', {}), [strangers(EVERYONE, 201)]),
    confirmTotp: operation((w) => post(`/me/factors/totp/${w.pending.id}/confirm`, { code: w.pending.code }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 200, (w) => w.token),
    ]),
    removeFactor: operation((w) => remove(`/me/factors/totp/${w.otherFactor}`), [
      strangers(EVERYONE, 404),
      row('teacher', 'own', 409, (w) => w.otherToken), // theirs, but their role needs it
    ]),
    renewRecoveryCodes: operation(() => post('/me/factors/recovery-codes'), [
      strangers(WITH_FACTOR, 201),
      strangers(everyoneBut(WITH_FACTOR), 409), // they stand beside another factor
    ]),
    removeRecoveryCodes: operation(() => remove('/me/factors/recovery-codes'), [strangers(WITH_FACTOR, 204), strangers(everyoneBut(WITH_FACTOR), 404)]),
    listPeople: operation(() => get('/people?q=Тест'), [
      strangers(READERS, 200), // of their own school; the world's people are not in the answer, see people.e2e-spec.ts
      strangers(everyoneBut(READERS), 403),
    ]),
    readPerson: operation((w) => get(`/people/${w.school.pupil}`), [
      row('secretary', 'own', 200, (w) => w.secretary), row('school_admin', 'own', 200, (w) => w.admin), row('director', 'own', 200, (w) => w.director),
      strangers(['secretary', 'school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 200),
      strangers(everyoneBut(READERS), 403),
    ]),
    blockPerson: operation((w) => post(`/people/${w.school.pupil}/block`, { reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(BLOCKERS), 403),
      row('school_admin', 'own', 200, (w) => w.admin),
      strangers(['support_agent', 'system_admin'], 409), // blocked already
    ]),
    unblockPerson: operation((w) => post(`/people/${w.school.pupil}/unblock`, { reason: 'проверка' }), [
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(BLOCKERS), 403),
      row('director', 'own', 200, (w) => w.director),
      strangers(['support_agent', 'system_admin'], 409),
    ]),
    createRoleAssignment: operation((w) => post('/role-assignments', { personId: w.school.teacher, role: 'secretary', schoolId: w.school.schoolId }), [
      row('school_admin', 'own', 201, (w) => w.admin), row('director', 'own', 201, (w) => w.director),
      row('school_admin', 'own', 403, (w) => w.admin, (w) => post('/role-assignments', { personId: w.school.teacher, role: 'director', schoolId: w.school.schoolId })),
      row('school_admin', 'other_school', 404, (w) => w.admin, (w) => post('/role-assignments', { personId: w.school.teacher, role: 'teacher', schoolId: newId() })),
      row('school_admin', 'other_school', 404, (w) => w.admin, (w) => post('/role-assignments', { personId: w.person.id, role: 'teacher', schoolId: w.school.schoolId })),
      strangers(['school_admin', 'director'], 404),
      strangers(['system_admin'], 201),
      strangers(everyoneBut(GIVERS), 403),
    ]),
    terminateRoleAssignment: operation((w) => post(`/role-assignments/${w.school.active}/terminate`, { reason: 'проверка' }), [
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(GIVERS), 403),
      row('director', 'own', 200, (w) => w.director),
      strangers(['system_admin'], 409),
    ]),
    deleteRoleAssignment: operation((w) => remove(`/role-assignments/${w.school.ended}`), [
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(GIVERS), 403),
      row('school_admin', 'own', 204, (w) => w.admin),
      row('director', 'ended', 404, (w) => w.director),
      strangers(['system_admin'], 404),
    ]),
    signOut: operation(() => post('/auth/sign-out'), [strangers(EVERYONE, 204), strangers(EVERYONE, 401)]),
  }),
);
