import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import excel from 'exceljs';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeClass, makeSchool, type MadeSchool } from '../../factories/schools.js';
import { form, startTestApp, type Client, type TestApp } from '../../support/index.js';

const HEAD = 'Код;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс';

describe('files that are wrong or hostile (SC-6)', () => {
  let app: TestApp;
  let school: MadeSchool;
  let clerk: Client;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());
  beforeEach(async () => {
    school = await makeSchool(app.get(Db));
    await makeClass(app.get(Db), school, { letter: 'А' });
    clerk = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId: school.id })));
  });

  const send = async (content: string | Uint8Array, fields: Record<string, string> = {}) => {
    const sent = await form({ kind: 'pupils', mode: 'commit', ...fields }, { content, name: 'файл.csv' });
    return clerk.post(`/schools/${school.id}/imports`, sent.body, sent.headers);
  };
  const pupils = async (): Promise<number> => (await clerk.get(`/schools/${school.id}/pupils?limit=200`)).body.items.length;
  const row = (i: number): string => `${i};Иванов${letters(i)};Пётр;Ильич;17.05.2014;м;5А`;

  it('refuses what cannot be read, saying why and what to do, and writes nothing', async () => {
    const broken = Buffer.concat([Buffer.from(`${HEAD}\n${row(1)}\n2;Кузн`), Buffer.from([0xd0]), Buffer.from('ов;Илья;;17.05.2014;м;5А\n')]);
    expect((await send(broken, { partial: 'true' })).body.errors).toMatchObject([{ pointer: '/file', code: 'imports.broken_text', message: expect.stringContaining('со строки 3') }]);
    const wide = Buffer.from(`${HEAD}\n${row(1)}\n`, 'utf16le');
    expect((await send(wide, { mode: 'preview' })).body).toMatchObject({ created: 1, errors: [] });
    for (const [content, code] of [
      [HEAD.replaceAll(';', '^'), 'imports.no_known_column'], [row(1), 'imports.no_known_column'], [`${HEAD}\n1;"Иванов;Пётр\n`, 'imports.quotes'],
    ] as const) expect((await send(content, { partial: 'true' })).body).toMatchObject({ written: false, errors: [{ code }] });
    expect(await pupils()).toBe(0);
  });

  it('names duplicates, cells in wrong columns and formulas; Latin letters are understood', async () => {
    const answer = await send([HEAD, row(1), row(1), '2;17.05.2014;Пётр;;Иванов;м;5А', '3;=HYPERLINK(1);Пётр;;17.05.2014;м;5А', '=4;Пeтрoв;Илья;Ильич;17.05.2014;м;5A'].join('\n'), { partial: 'true' });
    expect(answer.body).toMatchObject({ written: true, created: 2 });
    expect(answer.body.errors.map((e: any) => [e.line, e.column, e.code])).toEqual([
      [3, expect.any(String), 'imports.duplicate'], [4, 'Фамилия', 'imports.name'], [4, 'Дата рождения', 'imports.date'], [5, 'Фамилия', 'imports.name'],
    ]);
    const csv = (await clerk.get(`/schools/${school.id}/exports/pupils`)).body as string;
    expect(csv).toContain("\r\n'=4;Петров;Илья;");
    const xlsx = await clerk.get(`/schools/${school.id}/exports/pupils?format=xlsx`);
    for (const again of [csv, xlsx.raw!]) expect((await send(again)).body).toMatchObject({ created: 0, changed: 0, same: 2, errors: [] });
    expect((await send('Предмет\nMатематика\nМатематика\n', { kind: 'subjects' })).body.errors).toMatchObject([{ line: 3, code: 'imports.duplicate' }]);
  });

  it('refuses fifty thousand rows in few words, and says no more than a thousand errors of ten thousand', async () => {
    const csv = [HEAD, ...Array.from({ length: 50_000 }, (_, i) => row(i))].join('\n');
    expect(await send(csv)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', code: 'imports.too_many_rows', message: expect.stringContaining('10000') }] } });
    const workbook = new excel.Workbook();
    const sheet = workbook.addWorksheet('Лист1');
    for (let i = 0; i < 50_000; i += 1) sheet.addRow([i, 'Иванов']);
    expect((await send(Buffer.from(await workbook.xlsx.writeBuffer()))).body.errors).toMatchObject([{ code: 'imports.too_many_rows' }]);
    const wrong = await send([HEAD, ...Array.from({ length: 9_000 }, (_, i) => `${i};1;2;3;4;5;6`)].join('\n'), { mode: 'preview' });
    expect(wrong.body.errors).toHaveLength(1001);
    expect(wrong.body.errors.at(-1)).toMatchObject({ code: 'imports.more_errors', message: expect.stringMatching(/\d{5}/) });
    expect(await pupils()).toBe(0);
  });

  it('takes two files at once one after the other: nobody twice, nothing by halves', async () => {
    const db = app.get(Db);
    const rows = Array.from({ length: 300 }, (_, i) => row(i));
    const [first, second] = await Promise.all([send([HEAD, ...rows].join('\n')), send([HEAD, ...rows.slice(100)].join('\n'))]);
    expect([first.status, second.status]).toEqual([201, 201]);
    const [{ count } = { count: '0' }] = await db.query<{ count: string }>('SELECT count(*) FROM schools.v_pupil WHERE school_id = $1', [school.id]);
    expect(Number(count)).toBe(300);
    expect((await send([HEAD, ...rows].join('\n'))).body).toMatchObject({ created: 0, changed: 0, same: 300 });
  });
});

function letters(n: number): string {
  return [...String(n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('');
}
