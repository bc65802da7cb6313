import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

/** A region of this file's own: nobody else proposes there. */
const REGION = '65';

describe('what the directory does not have (SC-3)', () => {
  let app: TestApp;
  let operator: Client;
  let family: Client;
  let capital: string;
  beforeAll(async () => {
    app = await startTestApp();
    operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    family = app.as(await signIn(app, await makePerson(app)));
    capital = (await app.anonymous.get(`/regions/${REGION}/settlements`)).body.items[0].id;
  });
  afterAll(() => app.stop());

  const school = (name: string, changes: object = {}) => ({
    kind: 'school', name, shortName: name, type: 'school', regionCode: REGION, settlementId: capital, address: 'ул. Мира, 5', ...changes,
  });
  const settlement = (name: string, changes: object = {}) => ({ kind: 'settlement', regionCode: REGION, name, type: 'village', ...changes });
  const propose = (body: object) => family.post('/directory-proposals', body);
  const accept = (id: string, body: object = {}) => operator.post(`/directory-proposals/${id}/accept`, body);

  it('a school in a settlement of its own: proposed, accepted with the settlement, listed as not connected, its proposer told', async () => {
    const proposed = await propose(school('МБОУ «Краснолесская школа»', { settlementId: undefined, newSettlement: { name: 'Краснолесье', type: 'village', area: 'Анивский район' } }));
    expect([proposed.status, proposed.body]).toEqual([201, expect.objectContaining({ kind: 'school', status: 'waiting', schoolId: null, reason: null })]);
    expect(proposed.body.entry).toMatchObject({ kind: 'school', regionCode: REGION, name: 'МБОУ «Краснолесская школа»', newSettlement: { name: 'Краснолесье', type: 'village', area: 'Анивский район' } });
    expect((await operator.get('/directory-proposals?limit=200')).body.items.map((p: any) => p.id)).toContain(proposed.body.id);
    expect((await operator.get('/directory-proposals?mine=true')).body.items).toEqual([]);
    await app.drain();
    const told = (await operator.get('/notifications')).body.items;
    expect(told.filter((n: any) => n.object.id === proposed.body.id).map((n: any) => n.title)).toEqual(['Новое предложение в справочник']);

    const { body: accepted } = await accept(proposed.body.id);
    expect(accepted).toMatchObject({ status: 'accepted', schoolId: expect.any(String) });
    expect((await app.anonymous.get(`/schools/${accepted.schoolId}`)).body).toMatchObject({ status: 'listed', settlement: 'Краснолесье', zone: 'Asia/Sakhalin' });
    expect((await app.anonymous.get(`/schools?region=${REGION}&q=${encodeURIComponent('краснолесская')}`)).body.items).toMatchObject([{ id: accepted.schoolId, status: 'listed' }]);
    await app.drain();
    expect((await family.get('/notifications')).body.items.map((n: any) => n.title)).toContain('Справочник дополнен');
    expect((await family.get('/me/acts')).body.items.map((a: any) => a.text)).toContain('Предложено дополнить справочник школ');
  });

  it('finds a duplicate by INN, OKPO, name and address at once', async () => {
    const [inn, okpo] = ['7707083893', '00032537'];
    const { body: card } = await operator.post('/schools', { name: 'МБОУ СОШ № 212', shortName: 'Школа № 212', type: 'school', regionCode: REGION, settlementId: capital, inn, okpo, address: '693000, г. Южно-Сахалинск, Школьная улица, дом 1' });
    const twins = async (query: Record<string, string>) => (await family.get(`/schools/twins?${new URLSearchParams(query)}`)).body.items;
    const found = (matches: object, same: boolean) => [{ id: card.id, name: card.name, address: card.address, status: 'trial', matches: { inn: false, okpo: false, name: false, address: false, ...matches }, same }];
    expect(await twins({ inn })).toEqual(found({ inn: true }, true));
    expect(await twins({ okpo })).toEqual(found({ okpo: true }, true));
    expect(await twins({ name: 'Средняя школа N212', settlement: capital })).toEqual(found({ name: true }, false));
    expect(await twins({ name: 'Средняя школа N212', address: 'ул. Школьная, 1', settlement: capital })).toEqual(found({ name: true, address: true }, true));
    expect(await twins({ name: 'Средняя школа N212', address: 'ул. Школьная, 1' })).toEqual([]);
    expect((await propose(school('Другая школа', { inn }))).body).toMatchObject({ code: 'schools.twins', candidates: [{ id: card.id }] });

    // a school of the same number may be another one: somebody has to look
    const proposed = (await propose(school('Вечерняя школа № 212', { address: 'ул. Новая, 2' }))).body;
    expect((await accept(proposed.id)).body).toMatchObject({ status: 409, code: 'schools.twins', candidates: [{ id: card.id, matches: { name: true } }] });
    expect((await accept(proposed.id, { confirmedTwins: [card.id] })).body.status).toBe('accepted');
  });

  it('names what is wrong, takes one proposal of a kind at a time, and answers nobody else', async () => {
    expect((await propose({ kind: 'street' })).body.errors).toMatchObject([{ pointer: '/kind' }]);
    expect((await propose(school('Школа', { inn: '7707083890', okpo: '1' }))).body.errors.map((e: any) => e.code).sort()).toEqual(['inn.checksum', 'okpo.checksum']);
    for (const wrong of [{ settlementId: undefined }, { newSettlement: { name: 'А', type: 'village' } }]) expect((await propose(school('Школа', wrong))).body.errors).toMatchObject([{ code: 'schools.one_settlement' }]);
    expect((await propose(school('Школа', { settlementId: newId() }))).body.errors).toMatchObject([{ pointer: '/settlementId', code: 'schools.settlement_unknown' }]);
    expect((await propose(settlement('Где-то', { regionCode: '00' }))).body.errors).toMatchObject([{ code: 'schools.region_unknown' }]);
    const first = await propose(settlement('Дальнее'));
    expect((await propose(settlement('дальнее'))).body.code).toBe('schools.proposed_already');
    const other = app.as(await signIn(app, await makePerson(app)));
    expect((await other.get(`/directory-proposals/${first.body.id}`)).status).toBe(404);
    expect((await other.get('/directory-proposals')).body.items).toEqual([]);
    expect((await operator.post(`/directory-proposals/${first.body.id}/decline`, {})).status).toBe(422);
    expect((await operator.post(`/directory-proposals/${first.body.id}/decline`, { reason: 'Это часть города.' })).body).toMatchObject({ status: 'declined', reason: 'Это часть города.' });
    expect((await propose(settlement('Дальнее'))).status).toBe(201);
    expect((await operator.post(`/directory-proposals/${newId()}/accept`)).status).toBe(404);
  });

  it('two operators, and two equal proposals: one enters the directory, the other is told', async () => {
    const second = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const { body: proposal } = await propose(settlement('Приморское'));
    const answers = await Promise.all([accept(proposal.id), second.post(`/directory-proposals/${proposal.id}/decline`, { reason: 'Нет' })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)!.body.code).toBe('schools.proposal_decided');

    const neighbour = app.as(await signIn(app, await makePerson(app)));
    const equal = [(await propose(settlement('Холмское'))).body.id, (await neighbour.post('/directory-proposals', settlement('Холмское'))).body.id];
    const both = await Promise.all([accept(equal[0]), second.post(`/directory-proposals/${equal[1]}/accept`)]);
    expect(both.map((a) => a.body.code ?? a.body.status).sort()).toEqual(['accepted', 'schools.settlement_twins']);
    const { items } = (await app.anonymous.get(`/regions/${REGION}/settlements?q=${encodeURIComponent('Холмское')}`)).body;
    expect(items).toHaveLength(1);
    const left = (await operator.get('/directory-proposals?limit=200')).body.items.find((p: any) => equal.includes(p.id));
    expect((await accept(left.id, { confirmedTwins: [items[0].id] })).body.status).toBe('accepted');
  });

  it('a person proposes no more than twenty times a day', async () => {
    const eager = app.as(await signIn(app, await makePerson(app)));
    const statuses: number[] = [];
    for (const letter of 'абвгдежзиклмнопрстуфх') statuses.push((await eager.post('/directory-proposals', settlement(`Частое ${letter}`))).status);
    expect(statuses.filter((s) => s === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });
});
