import { Db } from '../../../src/platform/database/index.js';
import { SCHOOL_STAFF, type RoleCode } from '../../../src/shared/roles.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, patch, post, put, strangers } from './format.js';

const WRITERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];
const order = (family: string) => ({
  person: { name: { family, given: 'Ирина' }, email: 'newcomer@example.ru' }, role: 'teacher', title: 'Учитель химии', orderNumber: '3-к',
});

/** A school whose director appoints; two appointments wait for the region. */
export const matrix = defineMatrix(
  async (app) => {
    const school = await makeSchool(app.get(Db));
    const staff = (role: RoleCode) => makeStaff(app, role, { schoolId: school.id });
    const [director, admin, teacher, first, second, child] = [
      await staff('director'), await staff('school_admin'), await staff('teacher'), await staff('teacher'), await staff('methodist'), await staff('pupil'),
    ];
    const coordinator = await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: school.regionCode }));
    const tokens = { director: await signIn(app, director), admin: await signIn(app, admin), teacher: await signIn(app, teacher), child: await signIn(app, child), coordinator };
    const at = `/schools/${school.id}`;
    await app.as(coordinator).put(`${at}/staff-confirmation`, { required: true });
    const waiting = [];
    for (const family of ['Первая', 'Вторая']) waiting.push((await app.as(tokens.director).post(`${at}/staff`, order(family))).body.id as string);
    await app.as(coordinator).put(`${at}/staff-confirmation`, { required: false });
    const trial = await makeSchool(app.get(Db), { status: 'trial' });
    const head = await signIn(app, await makeStaff(app, 'director', { schoolId: trial.id }));
    return { at, regionCode: school.regionCode, compared: `${school.id},${(await makeSchool(app.get(Db))).id}`, trial: `/schools/${trial.id}`, head, waiting, teacherId: teacher.id, first: first.roles[0]!.id, second: second.roles[0]!.id, adminRole: admin.roles[0]!.id, ...tokens };
  },
  ({ operation, row }) => {
    const byCoordinator = (call: (w: any) => ReturnType<typeof post>) => operation(call, [
      row('director', 'own', 403, (w) => w.director), strangers(['regional_coordinator'], 404), strangers(everyoneBut('regional_coordinator', 'system_admin'), 403),
      row('regional_coordinator', 'own', 200, (w) => w.coordinator), strangers(['system_admin'], 409),
    ]);
    const overseen = (call: (w: any) => ReturnType<typeof post>, status: number) => operation(call, [
      row('director', 'own', 403, (w) => w.director), strangers(['regional_coordinator'], 404), strangers(everyoneBut('regional_coordinator', 'system_admin'), 403),
      row('regional_coordinator', 'own', status, (w) => w.coordinator), strangers(['system_admin'], status),
    ]);
    return {
      listStaff: operation((w) => get(`${w.at}/staff`), [
        row('teacher', 'own', 200, (w) => w.teacher), row('pupil', 'own', 403, (w) => w.child), strangers(['system_admin'], 200), strangers(SCHOOL_STAFF, 404),
        strangers(everyoneBut(SCHOOL_STAFF, 'system_admin'), 403),
      ]),
      appointStaff: operation((w) => post(`${w.at}/staff`, order('Новая')), [
        row('teacher', 'own', 403, (w) => w.teacher), strangers(['school_admin', 'director'], 404), strangers(everyoneBut('school_admin', 'director', 'system_admin'), 403),
        row('school_admin', 'own', 201, (w) => w.admin), row('director', 'own', 201, (w) => w.director), strangers(['system_admin'], 201),
        row('school_admin', 'own', 403, (w) => w.admin, (w) => post(`${w.at}/staff`, { ...order('Новая'), role: 'director' })),
      ]),
      endStaffPosition: operation((w) => post(`${w.at}/staff/${w.first}/end`), [
        row('teacher', 'own', 403, (w) => w.teacher), strangers(['school_admin', 'director'], 404), strangers(everyoneBut('school_admin', 'director', 'system_admin'), 403),
        row('school_admin', 'own', 200, (w) => w.admin), row('director', 'own', 409, (w) => w.director, (w) => post(`${w.at}/staff/${w.adminRole}/end`)),
        strangers(['system_admin'], 200, (w) => post(`${w.at}/staff/${w.second}/end`)),
      ]),
      requireStaffConfirmation: overseen((w) => put(`${w.at}/staff-confirmation`, { required: false }), 200),
      requireRegionStaffConfirmation: overseen((w) => put(`/regions/${w.regionCode}/staff-confirmation`, { required: true }), 204),
      readRegionStaffConfirmation: overseen((w) => get(`/regions/${w.regionCode}/staff-confirmation`), 200),
      readStaffConfirmation: operation((w) => get(`${w.at}/staff-confirmation`), [
        row('teacher', 'own', 200, (w) => w.teacher), row('pupil', 'own', 403, (w) => w.child), strangers(['regional_coordinator', ...SCHOOL_STAFF], 404),
        strangers(everyoneBut('regional_coordinator', 'system_admin', ...SCHOOL_STAFF), 403), row('regional_coordinator', 'own', 200, (w) => w.coordinator), strangers(['system_admin'], 200),
      ]),
      listStaffConfirmations: operation((w) => get(`/staff-confirmations?region=${w.regionCode}`), [
        strangers(['regional_coordinator'], 404), row('regional_coordinator', 'own', 200, (w) => w.coordinator), strangers(['system_admin'], 200),
        strangers(everyoneBut('regional_coordinator', 'system_admin'), 403), row('regional_coordinator', 'own', 200, (w) => w.coordinator, () => get('/staff-confirmations')),
      ]),
      bulkConfirmStaff: operation((w) => post('/staff-confirmations/bulk-confirm', { ids: [w.teacherId] }), [
        strangers(['regional_coordinator', 'system_admin'], 200), strangers(everyoneBut('regional_coordinator', 'system_admin'), 403),
      ]),
      confirmStaff: byCoordinator((w) => post(`/staff-confirmations/${w.waiting[0]}/confirm`)),
      declineStaff: byCoordinator((w) => post(`/staff-confirmations/${w.waiting[1]}/decline`, { reason: 'Нет справки' })),
      readWorkContacts: operation((w) => get(`${w.at}/people/${w.teacherId}/work-contacts`), [
        row('teacher', 'own', 200, (w) => w.teacher), row('pupil', 'own', 403, (w) => w.child), strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
      ]),
      replaceWorkContacts: operation((w) => put(`${w.at}/people/${w.teacherId}/work-contacts`, { phone: '12-34-56', shownToFamilies: true }, { 'if-match': '"0"' }), [
        row('teacher', 'own', 403, (w) => w.teacher), strangers(WRITERS, 404), strangers(everyoneBut(WRITERS), 403), row('director', 'own', 200, (w) => w.director),
      ]),
      getTrial: operation((w) => get(`${w.trial}/trial`), [
        row('director', 'own', 200, (w) => w.head), row('director', 'other_school', 404, (w) => w.director), strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
      ]),
      openSchool: operation((w) => post(`${w.trial}/open`, { reason: 'Начинаем' }), [
        strangers(['school_admin', 'director'], 404), strangers(everyoneBut('school_admin', 'director', 'system_admin'), 403), row('director', 'own', 200, (w) => w.head),
        strangers(['system_admin'], 409),
      ]),
      compareSchools: operation((w) => get(`/schools/compare?ids=${w.compared}`), [anybody(200)]),
      changeRegion: operation(() => patch('/regions/92', { connection: 'not_connected' }, { 'if-match': '"1"' }), [
        strangers(everyoneBut('system_admin'), 403), strangers(['system_admin'], 200),
      ]),
      listStaffContacts: operation((w) => get(`${w.at}/staff-contacts`), [strangers(EVERYONE, 200)]),
    };
  },
);
