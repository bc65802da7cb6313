import { randomInt } from 'node:crypto';
import { newId } from '../../src/shared/ids.js';
import { form, type Answer, type TestApp } from '../support/index.js';
import { makePdf } from './files.js';
import { makePerson, makeStaff, signIn, type MadePerson } from './identity.js';
import { linkFamily } from './family.js';
import { makeClass, makePupil, makeSchool, type MadeClass, type MadePupil, type MadeSchool } from './schools.js';
import type { SqlRunner } from './sql.js';

/** Partitions around a day: a test whose clock stands far from today needs those of its own months. */
export async function makePartitions(db: SqlRunner, day: string): Promise<void> {
  await db.query('SELECT platform.ensure_partitions($1)', [day]);
}

/** Uploads a document, for a request unless said otherwise; the answer of `POST /files`. */
export async function uploadDocument(app: TestApp, token: string, { purpose = 'request_document', content = makePdf() } = {}): Promise<Answer> {
  const { body, headers } = await form({ purpose }, { content, name: 'document.pdf' });
  return app.as(token).post('/files', body, headers);
}

/** A form for access to the diary that passes every check, save what `changes` says. */
export function diaryAccessForm(schoolId: string, fileId: string, changes: Record<string, unknown> = {}) {
  return {
    kind: 'diary_access', applicantKind: 'parent', schoolId, className: '5А', relationship: 'mother',
    child: {
      name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '07.05.2015', sex: 'f', citizenship: 'RU', snils: '112-233-445 95',
      document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedBy: 'Отдел ЗАГС', issuedOn: '20.05.2015' },
    },
    consent: { version: 1, given: true },
    documents: [{ type: 'birth_certificate', fileId }],
    ...changes,
  };
}

/** The year whose working days are known; tests of requests set their clock in it. */
const SCHOOL_YEAR = 2026;

/** A school with a class and its office, and a parent with no role yet. */
export interface Office {
  readonly school: MadeSchool;
  readonly schoolClass: MadeClass;
  readonly secretary: MadePerson;
  readonly secretaryToken: string;
  readonly director: MadePerson;
  readonly directorToken: string;
  readonly parent: MadePerson;
  readonly parentToken: string;
}

export async function makeOffice(app: TestApp, db: SqlRunner, spec: Parameters<typeof makeSchool>[1] = {}): Promise<Office> {
  const school = await makeSchool(db, { schoolYear: SCHOOL_YEAR, ...spec });
  const schoolClass = await makeClass(db, school);
  const secretary = await makeStaff(app, 'secretary', { schoolId: school.id }, { name: { family: 'Петрова', given: 'Ольга', patronymic: 'Игоревна' } });
  const director = await makeStaff(app, 'director', { schoolId: school.id });
  const parent = await makePerson(app, { name: { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' } });
  return {
    school, schoolClass, secretary, director, parent,
    secretaryToken: await signIn(app, secretary), directorToken: await signIn(app, director), parentToken: await signIn(app, parent),
  };
}

/** A draft of the parent that could be sent. */
export async function makeDraft(app: TestApp, token: string, schoolId: string, changes: Record<string, unknown> = {}): Promise<Answer> {
  const file = await uploadDocument(app, token);
  return app.as(token).post('/requests', diaryAccessForm(schoolId, file.body.id, changes));
}

/** A request that was sent and taken as far as the acts say: `accept`, `start-review`. */
export async function makeRequest(app: TestApp, office: Office, acts: readonly string[] = [], changes: Record<string, unknown> = {}): Promise<any> {
  const draft = await makeDraft(app, office.parentToken, office.school.id, changes);
  let answer = await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`);
  for (const act of acts) answer = await app.as(office.secretaryToken).post(`/requests/${draft.body.id}/${act}`);
  if (answer.status !== 200) throw new Error(`A request could not be made: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A name nobody else in the database has. */
export function uniqueName(): { family: string; given: string; patronymic: null } {
  const letters = [...newId().replaceAll('-', '').slice(-8)].map((c) => 'абвгдежзиклмнопр'[Number.parseInt(c, 16)]).join('');
  return { family: `Новикова${letters}`, given: 'Вера', patronymic: null };
}

/** A pupil of the office's class whose parent is linked, as after an approved request. */
export async function makeFamily(app: TestApp, db: SqlRunner, office: Office, spec: Parameters<typeof makePupil>[2] = {}): Promise<MadePupil> {
  const pupil = await makePupil(db, office.school, { schoolClass: office.schoolClass, ...spec });
  await linkFamily(app, office.parent.id, pupil);
  return pupil;
}

/** A request of any kind, from a draft as far as the acts say; the answer of the last step. */
export async function sendRequest(app: TestApp, office: Office, form: object, acts: readonly string[] = [], deciderToken = office.secretaryToken): Promise<Answer> {
  let answer = await app.as(office.parentToken).post('/requests', form);
  const id: string = answer.body.id;
  if (answer.status === 201) answer = await app.as(office.parentToken).post(`/requests/${id}/submit`);
  for (const act of acts) if (answer.status === 200) answer = await app.as(deciderToken).post(`/requests/${id}/${act}`);
  return answer;
}

/** INN and OKPO of an organisation nobody else has, with their check digits. */
export function newOrganisation(): { inn: string; okpo: string } {
  const nine = `63${String(randomInt(0, 10_000_000)).padStart(7, '0')}`;
  const inn = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((sum, weight, i) => sum + weight * Number(nine[i]), 0) % 11 % 10;
  const seven = String(randomInt(1_000_000, 10_000_000));
  const weigh = (from: number) => [...seven].reduce((sum, digit, i) => sum + (i + from) * Number(digit), 0) % 11;
  return { inn: `${nine}${inn}`, okpo: `${seven}${(weigh(1) === 10 ? weigh(3) : weigh(1)) % 10}` };
}

/** A form for the connection of a school the directory does not have, which passes every check save what `changes` says. */
export function schoolConnectionForm(place: { regionCode: string; settlementId: string }, fileId: string, changes: Record<string, unknown> = {}) {
  const organisation = newOrganisation();
  return {
    kind: 'school_connection', ...place, ...organisation,
    newSchool: { name: `МБОУ «Школа № ${organisation.inn.slice(2, 9)}»`, shortName: `Школа № ${organisation.inn.slice(2, 9)}`, type: 'school', address: `ул. Школьная, ${organisation.okpo}` },
    administrator: { name: { family: 'Белов', given: 'Игорь', patronymic: 'Олегович' }, email: `${newId()}@school.example.org` },
    powers: 'Директор, приказ о назначении № 12 от 01.09.2026',
    documents: [{ type: 'appointment_order', fileId }],
    ...changes,
  };
}
