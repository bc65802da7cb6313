import { Db } from '../../../src/platform/database/index.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { type Call, defineMatrix, everyoneBut, get, patch, post, remove, strangers } from './format.js';

const KEEPERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director', 'deputy_head', 'methodist'];
const V1 = { 'if-match': '"1"' };

/** A region's coordinator with a group of schools; a school with a group of pupils. */
export const matrix = defineMatrix(
  async (app) => {
    const school = await makeSchool(app.get(Db));
    const staff = async (role: RoleCode, scope: object = { schoolId: school.id }) => signIn(app, await makeStaff(app, role, scope));
    const coordinator = await staff('regional_coordinator', { regionCode: school.regionCode });
    const director = await staff('director');
    const made = async (token: string, path: string, body: object) => (await app.as(token).post(path, body)).body.id as string;
    const pupilGroups = `/schools/${school.id}/pupil-groups`;
    const team = await made(coordinator, '/region-pupil-groups', { name: 'Сборная' });
    return {
      school: school.id, region: school.regionCode, coordinator, director, teacher: await staff('teacher'), deputy: await staff('deputy_head'), child: await staff('pupil'), pupilGroups,
      pupil: (await makePupil(app.get(Db), school)).id,
      group: await made(coordinator, '/school-groups', { kind: 'cluster', name: 'Кластер' }), empty: await made(coordinator, '/school-groups', { kind: 'network', name: 'Сеть' }),
      pupils: await made(director, pupilGroups, { name: 'Хор' }), nobody: await made(director, pupilGroups, { name: 'Кружок' }),
      team, unused: await made(coordinator, '/region-pupil-groups', { name: 'Смена' }), joined: `/schools/${school.id}/region-pupil-groups`,
      narrowed: await staff('regional_coordinator', { regionCode: school.regionCode, groupId: team }),
    };
  },
  ({ operation, row }) => {
    type World = any;
    const OVERSEERS = ['regional_coordinator', 'system_admin'] as const;
    /** Of the own region, and of every one by the operator, who comes second. */
    const overseen = (call: (w: World) => Call, status: number, again = status) => operation(call, [
      row('director', 'own', 403, (w) => w.director), strangers(everyoneBut(OVERSEERS), 403), strangers(['regional_coordinator'], 404),
      row('regional_coordinator', 'own', status, (w) => w.coordinator), strangers(['system_admin'], again),
    ]);
    const figures = (path: string) => operation((w) => get(`${path}?region=${w.region}`), [
      row('director', 'own', 403, (w) => w.director), strangers(everyoneBut(OVERSEERS), 403), strangers(['regional_coordinator'], 404),
      strangers(['regional_coordinator'], 404, (w) => get(`${path}?group=${w.group}`)), row('regional_coordinator', 'own', 200, (w) => w.coordinator), strangers(['system_admin'], 200),
    ]);
    const kept = (call: (w: World) => Call, status: number, again = status) => operation(call, [
      row('teacher', 'own', 403, (w) => w.teacher), row('pupil', 'own', 403, (w) => w.child), strangers(KEEPERS, 404), strangers(everyoneBut(KEEPERS), 403),
      row('deputy_head', 'own', status, (w) => w.deputy), row('director', 'own', again, (w) => w.director),
    ]);
    return {
      listSchoolGroups: operation(() => get('/school-groups'), [strangers([...OVERSEERS], 200), strangers(everyoneBut(OVERSEERS), 403)]),
      createSchoolGroup: operation((w) => post('/school-groups', { kind: 'cluster', name: 'Чужой', regionCode: w.region }), [
        strangers(everyoneBut(OVERSEERS), 403), strangers(['regional_coordinator'], 422), strangers(['system_admin'], 201), row('regional_coordinator', 'own', 409, (w) => w.coordinator),
      ]),
      getSchoolGroup: overseen((w) => get(`/school-groups/${w.group}`), 200),
      changeSchoolGroup: overseen((w) => patch(`/school-groups/${w.group}`, { name: 'Кластер 2' }, V1), 200, 412),
      removeSchoolGroup: overseen((w) => remove(`/school-groups/${w.empty}`, V1), 204, 404),
      addGroupSchool: overseen((w) => post(`/school-groups/${w.group}/schools`, { schoolId: w.school }), 204, 409),
      listGroupSchools: overseen((w) => get(`/school-groups/${w.group}/schools`), 200),
      endGroupSchool: overseen((w) => post(`/school-groups/${w.group}/schools/${w.school}/end`), 204, 404),
      readSchoolStatistics: figures('/school-statistics'),
      readRequestStatistics: figures('/request-statistics'),
      readMarkStatistics: figures('/mark-statistics'),
      listRegionPupilGroups: operation(() => get('/region-pupil-groups'), [strangers([...OVERSEERS], 200), strangers(everyoneBut(OVERSEERS), 403)]),
      createRegionPupilGroup: operation((w) => post('/region-pupil-groups', { name: 'Чужая', regionCode: w.region }), [
        strangers(everyoneBut(OVERSEERS), 403), strangers(['regional_coordinator'], 422), row('regional_coordinator', 'other_class', 403, (w) => w.narrowed),
        strangers(['system_admin'], 201), row('regional_coordinator', 'own', 409, (w) => w.coordinator),
      ]),
      getRegionPupilGroup: overseen((w) => get(`/region-pupil-groups/${w.team}`), 200),
      changeRegionPupilGroup: operation((w) => patch(`/region-pupil-groups/${w.team}`, { name: 'Сборная 2' }, V1), [
        row('director', 'own', 403, (w) => w.director), strangers(everyoneBut(OVERSEERS), 403), strangers(['regional_coordinator'], 404), row('regional_coordinator', 'other_class', 403, (w) => w.narrowed),
        row('regional_coordinator', 'own', 200, (w) => w.coordinator), strangers(['system_admin'], 412),
      ]),
      removeRegionPupilGroup: overseen((w) => remove(`/region-pupil-groups/${w.unused}`, V1), 204, 404),
      readRegionPupilGroupStatistics: overseen((w) => get(`/region-pupil-groups/${w.team}/statistics`), 200),
      readRegionPupilGroupMarks: overseen((w) => get(`/region-pupil-groups/${w.team}/mark-statistics`), 200),
      listJoinedGroups: kept((w) => get(w.joined), 200),
      addRegionGroupPupils: kept((w) => post(`${w.joined}/${w.team}/pupils`, { pupilIds: [w.pupil] }), 200),
      listRegionGroupPupils: operation((w) => get(`${w.joined}/${w.team}/pupils`), [
        row('teacher', 'own', 403, (w) => w.teacher), strangers(KEEPERS, 404), strangers(everyoneBut(KEEPERS), 403), row('regional_coordinator', 'own', 403, (w) => w.coordinator),
        row('deputy_head', 'own', 200, (w) => w.deputy), row('director', 'own', 200, (w) => w.director),
      ]),
      endRegionGroupPupils: kept((w) => post(`${w.joined}/${w.team}/pupils/end`, { pupilIds: [w.pupil] }), 200),
      listPupilGroups: kept((w) => get(w.pupilGroups), 200),
      createPupilGroup: kept((w) => post(w.pupilGroups, { name: 'Театр' }), 201, 409),
      changePupilGroup: kept((w) => patch(`${w.pupilGroups}/${w.pupils}`, { name: 'Хор мальчиков' }, V1), 200, 412),
      removePupilGroup: kept((w) => remove(`${w.pupilGroups}/${w.nobody}`, V1), 204, 404),
      addGroupPupils: kept((w) => post(`${w.pupilGroups}/${w.pupils}/pupils`, { pupilIds: [w.pupil] }), 200),
      listGroupPupils: kept((w) => get(`${w.pupilGroups}/${w.pupils}/pupils`), 200),
      endGroupPupils: kept((w) => post(`${w.pupilGroups}/${w.pupils}/pupils/end`, { pupilIds: [w.pupil] }), 200),
    };
  },
);
