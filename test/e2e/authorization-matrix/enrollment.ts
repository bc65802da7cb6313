import { Pool } from 'pg';
import { Receipts } from '../../../src/modules/enrollment/app/receipt/receipts.service.js';
import { newId } from '../../../src/shared/ids.js';
import { makeDraft, makeOffice, makeRequest } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { testDatabase } from '../../support/index.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, patch, post, put, strangers, type Call } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;
/** Everybody who decides requests of some kind. */
const ANSWERING = [...OFFICE, 'regional_coordinator', 'support_agent', 'system_admin'] as const;
const ASK = { missing: ['Копия'], message: 'Приложите копию.' };

export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const office = await makeOffice(app, db);
    await db.end();
    const child = (name: string) => ({ child: { name: { family: name, given: 'Анна' }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } }, className: undefined });
    const sent = async (name: string, ...acts: string[]) => (await makeRequest(app, office, acts, child(name))).id as string;
    const awaiting = await sent('Ждущая', 'accept', 'start-review');
    await app.as(office.secretaryToken).post(`/requests/${awaiting}/ask-applicant`, ASK);
    const rejected = await sent('Отклонённая');
    await app.as(office.secretaryToken).post(`/requests/${rejected}/reject`, { reasonCode: 'data_mismatch' });
    const toAsk = await makeRequest(app, office, ['accept', 'start-review'], child('Спрошенная'));
    const receipt = await makeRequest(app, office, [], child('Расписная'));
    const token = async (...args: [role: Parameters<typeof makeStaff>[1]]) => signIn(app, await makeStaff(app, args[0], { schoolId: office.school.id }));
    return {
      office: { secretary: office.secretary.id, school: office.school.id }, parent: office.parentToken, secretary: office.secretaryToken, director: office.directorToken,
      secondDraft: (await makeDraft(app, office.parentToken, office.school.id, child('Вторая'))).body.id as string,
      draft: (await makeDraft(app, office.parentToken, office.school.id, child('Черновая'))).body.id as string,
      submitted: await sent('Отправленная'), accepted: await sent('Принятая', 'accept'), extended: await sent('Продлённая', 'accept'),
      toAsk: toAsk.id as string, toAskFile: toAsk.documents[0].fileId as string, toApprove: await sent('Одобренная', 'accept', 'start-review'), toReject: await sent('Лишняя'),
      toWithdraw: await sent('Отозванная'), toAssign: await sent('Назначенная'), awaiting, rejected,
      receipt: { number: receipt.number as string, code: app.get(Receipts).codeOf(receipt.id, receipt.number) },
      // own requests of somebody who decides others'
      ownOfSecretary: (await makeRequest(app, { ...office, parentToken: office.secretaryToken }, [], child('Своя'))).id as string,
      teacher: await token('teacher'), homeroom: await signIn(app, await makeStaff(app, 'homeroom_teacher', { schoolId: office.school.id, classId: office.schoolClass.id })),
      coordinator: await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: office.school.regionCode })),
      otherParent: await signIn(app, await makePerson(app)),
    };
  },
  ({ operation, row }) => {
    /** Reads: the applicant, the office of the school; for everybody else it does not exist. */
    const read = (call: (w: any) => Call) => operation(call, [
      row('no_role', 'own', 200, (w) => w.parent),
      row('no_role', 'none', 404, (w) => w.otherParent),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('director', 'same_school', 200, (w) => w.director),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('homeroom_teacher', 'same_class', 404, (w) => w.homeroom),
      row('regional_coordinator', 'same_school', 404, (w) => w.coordinator),
      strangers(EVERYONE, 404),
    ]);
    /** The applicant's acts: staff who see the request are told it is not theirs to do. */
    const applicants = (call: (w: any) => Call, staff = 409) => operation(call, [
      strangers(EVERYONE, 404),
      row('no_role', 'none', 404, (w) => w.otherParent),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('secretary', 'same_school', staff, (w) => w.secretary),
      row('no_role', 'own', 200, (w) => w.parent),
    ]);
    /** The office's acts: by role, in the own school, never on one's own request. */
    const offices = (id: (w: any) => string, act: string, body: (w: any) => object = () => ({}), done = 200) => {
      const call = (w: any) => post(`/requests/${id(w)}/${act}`, body(w));
      return operation(call, [
        strangers([...ANSWERING], 404),
        strangers(everyoneBut(ANSWERING), 403),
        row('no_role', 'own', 403, (w) => w.parent),
        row('teacher', 'same_school', 403, (w) => w.teacher),
        row('regional_coordinator', 'same_school', 404, (w) => w.coordinator),
        row('secretary', 'own', 409, (w) => w.secretary, (w) => post(`/requests/${w.ownOfSecretary}/${act}`, body(w))),
        row('secretary', 'same_school', 404, (w) => w.secretary, (w) => post(`/requests/${w.secondDraft}/${act}`, body(w))),
        row('secretary', 'same_school', done, (w) => w.secretary, call),
      ]);
    };
    return {
      createRequest: operation(() => post('/requests', { kind: 'diary_access' }), [strangers(EVERYONE, 201)]),
      patchRequest: applicants((w) => patch(`/requests/${w.rejected}`, { className: null }, { 'if-match': '"3"' })),
      listRequests: operation(() => get('/requests'), [strangers(EVERYONE, 200)]),
      readRequest: read((w) => get(`/requests/${w.submitted}`)),
      readRequestHistory: read((w) => get(`/requests/${w.submitted}/history`)),
      readRequestReceipt: read((w) => get(`/requests/${w.submitted}/receipt`)),
      verifyReceipt: operation((w) => post('/receipts/verify', w.receipt), [anybody(200), anybody(404, (w) => post('/receipts/verify', { ...w.receipt, code: '0' }))]),
      submitRequest: applicants((w) => post(`/requests/${w.draft}/submit`), 404),
      replyToRequest: applicants((w) => post(`/requests/${w.awaiting}/reply`)),
      withdrawRequest: applicants((w) => post(`/requests/${w.toWithdraw}/withdraw`)),
      resubmitRequest: applicants((w) => post(`/requests/${w.rejected}/resubmit`)),
      giveUpPlaceOfRequest: operation((w) => post(`/requests/${w.submitted}/give-up`), [
        strangers(EVERYONE, 404),
        row('no_role', 'none', 404, (w) => w.otherParent),
        row('secretary', 'same_school', 409, (w) => w.secretary),
        row('no_role', 'own', 409, (w) => w.parent),
      ]),
      listAdmissionPlans: operation((w) => get(`/schools/${w.office.school}/admission-plans`), [strangers(EVERYONE, 200)]),
      putAdmissionPlan: operation((w) => put(`/schools/${w.office.school}/admission-plans`, { schoolYear: 2026, gradeLevel: 1, places: 25 }, { 'if-match': '"0"' }), [
        strangers(['school_admin', 'director'], 404),
        strangers(everyoneBut('school_admin', 'director'), 403),
        row('secretary', 'same_school', 403, (w) => w.secretary),
        row('director', 'same_school', 200, (w) => w.director),
      ]),
      readWaitingList: operation((w) => get(`/schools/${w.office.school}/waiting-list?schoolYear=2026&gradeLevel=1`), [
        strangers([...ANSWERING], 404),
        strangers(everyoneBut(ANSWERING), 403),
        row('no_role', 'own', 403, (w) => w.parent),
        row('secretary', 'same_school', 200, (w) => w.secretary),
      ]),
      acceptRequest: offices((w) => w.submitted, 'accept'),
      startReviewOfRequest: offices((w) => w.accepted, 'start-review'),
      askApplicant: offices((w) => w.toAsk, 'ask-applicant', () => ASK),
      extendRequest: offices((w) => w.extended, 'extend', () => ({ reasonCode: 'additional_check' })),
      approveRequest: offices((w) => w.toApprove, 'approve', () => ({ createPupil: true })),
      // Nobody confirms access to a diary.
      endorseRequest: offices((w) => w.toReject, 'endorse', undefined, 409),
      // No place was given here: there is nothing to take back.
      givePlaceToRequest: offices((w) => w.toReject, 'give-place', () => ({ createPupil: true }), 409),
      releasePlaceOfRequest: offices((w) => w.toReject, 'release', () => ({ message: 'По просьбе семьи.' }), 409),
      rejectRequest: offices((w) => w.toReject, 'reject', () => ({ reasonCode: 'not_registered' })),
      assignRequest: offices((w) => w.toAssign, 'assign', (w) => ({ personId: w.office.secretary })),
      readRequestSettings: operation((w) => get(`/schools/${w.office.school}/request-settings`), [strangers(EVERYONE, 200)]),
      putRequestSettings: operation((w) => put(`/schools/${w.office.school}/request-settings`, { addresses: 'optional', applicantPassport: 'optional' }, { 'if-match': '"0"' }), [
        strangers(['school_admin', 'director'], 404),
        strangers(everyoneBut('school_admin', 'director'), 403),
        row('secretary', 'same_school', 403, (w) => w.secretary),
        row('director', 'same_school', 200, (w) => w.director),
      ]),
      readRequestTerms: operation((w) => get(`/schools/${w.office.school}/request-terms`), [strangers(EVERYONE, 200)]),
      putRequestTerm: operation((w) => put(`/schools/${w.office.school}/request-terms/document`, { workingDays: 2, extendedTo: 4 }, { 'if-match': '"0"' }), [
        strangers(['school_admin', 'director'], 404),
        strangers(everyoneBut('school_admin', 'director'), 403),
        row('secretary', 'same_school', 403, (w) => w.secretary),
        row('director', 'same_school', 404, (w) => w.director, (w) => put(`/schools/${w.office.school}/request-terms/diary_access`, { workingDays: 2, extendedTo: 4 }, { 'if-match': '"0"' })),
        row('director', 'same_school', 200, (w) => w.director),
      ]),
      readSigningPayload: read((w) => get(`/requests/${w.submitted}/signing-payload`)),
      readRequestSignature: read((w) => get(`/requests/${w.submitted}/signature`)),
      // The signature is none: whoever may sign is told so.
      signRequest: operation((w) => put(`/requests/${w.toAsk}/signature`, { signature: 'bm8gc2lnbmF0dXJl' }), [
        strangers(EVERYONE, 404),
        row('no_role', 'none', 404, (w) => w.otherParent),
        row('teacher', 'same_school', 404, (w) => w.teacher),
        row('secretary', 'same_school', 409, (w) => w.secretary),
        row('no_role', 'own', 422, (w) => w.parent),
        row('no_role', 'own', 409, (w) => w.parent, (w) => put(`/requests/${w.submitted}/signature`, { signature: 'bm8gc2lnbmF0dXJl' })),
      ]),
      // Likewise; the document is none of the request's.
      signRequestDocument: operation((w) => put(`/requests/${w.toAsk}/documents/${newId()}/signature`, { signature: 'bm8gc2lnbmF0dXJl' }), [
        strangers(EVERYONE, 404),
        row('no_role', 'none', 404, (w) => w.otherParent),
        row('teacher', 'same_school', 404, (w) => w.teacher),
        row('secretary', 'same_school', 409, (w) => w.secretary),
        row('no_role', 'own', 404, (w) => w.parent),
        row('no_role', 'own', 409, (w) => w.parent, (w) => put(`/requests/${w.submitted}/documents/${newId()}/signature`, { signature: 'bm8gc2lnbmF0dXJl' })),
        row('no_role', 'own', 422, (w) => w.parent, (w) => put(`/requests/${w.toAsk}/documents/${w.toAskFile}/signature`, { signature: 'bm8gc2lnbmF0dXJl' })),
      ]),
      listRequestSignatureRules: operation((w) => get(`/schools/${w.office.school}/request-signatures`), [strangers(EVERYONE, 200)]),
      putRequestSignatureRule: operation((w) => put(`/schools/${w.office.school}/request-signatures/appeal`, { required: false }, { 'if-match': '"0"' }), [
        strangers(['school_admin', 'director'], 404),
        strangers(everyoneBut('school_admin', 'director'), 403),
        row('secretary', 'same_school', 403, (w) => w.secretary),
        row('director', 'same_school', 404, (w) => w.director, (w) => put(`/schools/${w.office.school}/request-signatures/school_connection`, { required: true }, { 'if-match': '"0"' })),
        row('director', 'same_school', 200, (w) => w.director),
      ]),
      // Its answers are by request; of others' requests it says that there are none.
      bulkApproveRequests: operation(() => post('/requests/bulk-approve', { ids: [newId()] }), [strangers([...ANSWERING], 200), strangers(everyoneBut(ANSWERING), 403)]),
    };
  },
);
