import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeClass, makeSchool, type MadeSchool } from '../../factories/schools.js';
import { form } from '../../support/form.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

const HEAD = 'Код;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс';

describe('roster from a file (SC-6)', () => {
  let app: TestApp;
  let school: MadeSchool;
  let clerk: Client;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());
  beforeEach(async () => {
    const db = app.get(Db);
    school = await makeSchool(db, { zone: 'Europe/Kaliningrad' });
    await makeClass(db, school, { letter: 'А' });
    clerk = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId: school.id })));
  });

  const send = async (content: string | Buffer, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const sent = await form({ kind: 'pupils', mode: 'commit', ...fields }, { content, name: '5А.csv' });
    return clerk.post(`/schools/${school.id}/imports`, sent.body, { ...sent.headers, ...headers });
  };

  it('names every bad row by line and column in two languages, and writes nothing until it is asked to take the good ones', async () => {
    const file = `${HEAD}\n1;Иванов;Пётр;Ильич;17.05.2014;м;5А\n2;Иван0в;;;31.02.2014;;9Я\n`;
    const preview = await send(file, { mode: 'preview' });
    expect(preview.status).toBe(201);
    expect(preview.body).toMatchObject({ written: false, rows: 2, created: 1, fileName: '5А.csv' });
    expect(preview.body.errors.map((e: any) => [e.line, e.column, e.code])).toEqual([
      [3, 'Фамилия', 'imports.name'], [3, 'Имя', 'input.required'], [3, 'Дата рождения', 'imports.date'], [3, 'Пол', 'input.required'],
    ]);
    expect(preview.body.errors[2].message).toBe('Укажите существующую дату в виде ДД.ММ.ГГГГ.');
    const english = await send(file, {}, { 'accept-language': 'en' });
    expect(english.body).toMatchObject({ written: false });
    expect(english.body.errors[2].message).toBe('Give an existing date as DD.MM.YYYY.');
    expect((await clerk.get(`/schools/${school.id}/pupils`)).body.items).toEqual([]);

    expect((await send(file, { partial: 'true' })).body).toMatchObject({ written: true, created: 1 });
    expect((await clerk.get(`/schools/${school.id}/pupils?q=иванов%20п`)).body.items).toMatchObject([{ name: { family: 'Иванов' }, class: { name: '5А' }, externalId: '1' }]);
    const { items } = (await clerk.get(`/schools/${school.id}/imports`)).body;
    expect(items.map((i: any) => [i.mode, i.written])).toEqual([['commit', true], ['commit', false], ['preview', false]]);
    expect((await clerk.get(`/schools/${school.id}/imports/${items[0].id}`)).body).toEqual(items[0]);
  });

  it('gives out what it took in, and taking that in again changes nothing, in any coding', async () => {
    await send(`${HEAD}\n;=Иванов;Пётр;;17.05.2014;м;5А\n`, {});
    await send(`Фамилия,Имя,Отчество,Дата рождения,Класс\nСоловьёв,Пётр,Ильич,2014-05-17,5 «a»\n"Ким",Анна,"Ивановна",18.05.2014,5A`, {});
    const csv = await clerk.get(`/schools/${school.id}/exports/pupils`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toBe('\ufeffВнешний код;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс;Дата зачисления\r\n'
      + `;Ким;Анна;Ивановна;18.05.2014;ж;5А;01.09.${school.schoolYear}\r\n;Соловьёв;Пётр;Ильич;17.05.2014;м;5А;01.09.${school.schoolYear}\r\n`);
    expect((await send(csv.body, {})).body).toMatchObject({ created: 0, changed: 0, same: 2, errors: [] });
    expect((await send(in1251(csv.body.slice(1)), {})).body).toMatchObject({ created: 0, changed: 0, same: 2, errors: [] });
    const classes = await clerk.get(`/schools/${school.id}/exports/classes`);
    expect((await send(classes.body, { kind: 'classes' })).body).toMatchObject({ created: 0, changed: 0, same: 1, errors: [] });
  });

  it('says what is wrong with the form itself, all at once', async () => {
    const noFile = await form({ kind: 'x', partial: 'maybe' });
    const answer = await clerk.post(`/schools/${school.id}/imports`, noFile.body, noFile.headers);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: any) => e.pointer).sort()).toEqual(['/file', '/kind', '/mode', '/partial']);
    const book = await send('PK\u0003\u0004....', {});
    expect(book.body.errors).toMatchObject([{ pointer: '/file', code: 'imports.workbook' }]);
    expect((await send(HEAD, { schoolYear: '2050' })).body.errors).toMatchObject([{ pointer: '/schoolYear', code: 'imports.year_unknown' }]);
  });

  it('takes in a school of a thousand in one go', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${i};Иванов${letters(i)};Пётр;Ильич;17.05.2014;м;5А`);
    expect((await send([HEAD, ...rows].join('\n'), {})).body).toMatchObject({ written: true, created: 1000 });
    const seen = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await clerk.get(`/schools/${school.id}/pupils?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
      for (const { id } of page.body.items) seen.add(id);
      cursor = page.body.nextCursor as string | null;
    }
    expect(seen.size).toBe(1000);
  });
});

function letters(n: number): string {
  return [...String(n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('');
}

/** windows-1251, as Russian Excel saves. */
function in1251(text: string): Buffer {
  return Buffer.from([...text].map((c) => {
    const code = c.codePointAt(0)!;
    if (c === 'ё') return 0xb8;
    if (c === 'Ё') return 0xa8;
    return code < 128 ? code : code - 0x410 + 0xc0;
  }));
}
