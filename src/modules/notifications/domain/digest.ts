import { DateTime } from 'luxon';

const HOUR = 9;
const FRIDAY = 5;
/** A longer list is read in the app. */
const MOST_LINES = 30;

/** When what is gathered now is told by e-mail: the next 9:00 from Monday to Friday. @param zone the reader's, IANA */
export function nextDigest(now: Date, zone: string): Date {
  const here = DateTime.fromJSDate(now, { zone });
  let at = here.set({ hour: HOUR, minute: 0, second: 0, millisecond: 0 });
  while (at <= here || at.weekday > FRIDAY) at = at.plus({ days: 1 });
  return at.toJSDate();
}

/** The words of a digest, of the titles of what it tells. */
export function digestWords(titles: readonly string[], locale: 'ru' | 'en'): { subject: string; text: string } {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  const more = counts.size - MOST_LINES;
  const lines = [...counts].slice(0, MOST_LINES).map(([title, count]) => (count === 1 ? `• ${title}` : `• ${title} (${count})`));
  if (locale === 'ru') {
    return {
      subject: `Ждёт вас в Школьном кабинете: ${titles.length}`,
      text: [`Это пришло с прошлого письма и ещё ждёт вас:\n`, ...lines, ...(more > 0 ? [`и ещё ${more}`] : [])].join('\n'),
    };
  }
  return {
    subject: `Waiting for you in School Cabinet: ${titles.length}`,
    text: [`This has come since the last letter and still waits for you:\n`, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
  };
}
