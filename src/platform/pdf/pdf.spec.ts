import { expect, it } from '@jest/globals';
import { renderPdf } from './index.js';

const document = (text: string) => ({ title: 'Справка', content: [text], at: new Date('2026-09-01T00:00:00Z'), language: 'ru', footer: 'Школа' });

it('the same document is the same bytes, and each asker gets their own', async () => {
  const [one, other, again] = await Promise.all([renderPdf(document('Первый')), renderPdf(document('Второй')), renderPdf(document('Первый'))]);
  expect(one.toString('latin1', 0, 5)).toBe('%PDF-');
  expect([one.equals(again), one.equals(other)]).toEqual([true, false]);
});

it('the process goes on while a large one is drawn', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [`Строка ${i}`, 'Значение']);
  let turns = 0;
  const turning = setInterval(() => { turns += 1; }, 1);
  await renderPdf({ ...document(''), content: [{ table: { body: rows } }] });
  clearInterval(turning);
  expect(turns).toBeGreaterThan(3); // drawn on the event loop there would be none
});

it('one that cannot be drawn fails alone', async () => {
  const bad = renderPdf({ ...document(''), content: [{ image: 'https://evil.example/x.png' }] });
  await expect(bad).rejects.toThrow();
  await expect(renderPdf({ ...document(''), content: [{ text: () => 1 }] })).rejects.toThrow(/could not be cloned/);
  expect((await renderPdf(document('Следующий'))).length).toBeGreaterThan(1000);
});
