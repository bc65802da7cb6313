import { describe, expect, it } from '@jest/globals';
import { digestWords, nextDigest } from './digest.js';

describe('when what was gathered is told', () => {
  it.each([
    ['on the same morning', '2026-11-05T08:59:59+02:00', '2026-11-05T09:00:00+02:00'],
    ['tomorrow, once it is nine', '2026-11-05T09:00:00+02:00', '2026-11-06T09:00:00+02:00'],
    ['on Monday, of what came on Friday', '2026-11-06T18:00:00+02:00', '2026-11-09T09:00:00+02:00'],
    ['on Monday, of what came on Sunday night', '2026-11-08T23:30:00+02:00', '2026-11-09T09:00:00+02:00'],
  ])('%s', (_, now, expected) => {
    expect(nextDigest(new Date(now), 'Europe/Kaliningrad')).toEqual(new Date(expected));
  });

  it('is by the clock of the reader', () => {
    expect(nextDigest(new Date('2026-11-05T08:00:00+02:00'), 'Asia/Kamchatka')).toEqual(new Date('2026-11-06T09:00:00+12:00'));
  });
});

describe('a digest', () => {
  it('names each by its title, and says how many more there are', () => {
    expect(digestWords(['Новое заявление 1', 'Родитель добавил ребёнка', 'Родитель добавил ребёнка'], 'ru')).toEqual({
      subject: 'Ждёт вас в Школьном кабинете: 3', text: 'Это пришло с прошлого письма и ещё ждёт вас:\n\n• Новое заявление 1\n• Родитель добавил ребёнка (2)',
    });
    const long = digestWords(Array.from({ length: 33 }, (_, i) => `Request ${i}`), 'en');
    expect([long.subject, long.text.split('\n').length, long.text.endsWith('and 3 more')]).toEqual(['Waiting for you in School Cabinet: 33', 33, true]);
  });
});
