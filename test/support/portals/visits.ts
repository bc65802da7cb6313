import type { Answer, TestApp } from '../app.js';
import type { Told } from './double.js';

let subject = 700_000;

/** A person as a portal tells of them; confirmed there unless said otherwise. */
export function newTold(told: Partial<Told> = {}): Told {
  return {
    subject: String(subject++), family: 'Тестова', given: 'Анна', patronymic: 'Игоревна', birthDate: '1985-03-04', snils: '', phone: '', email: '', contactsProved: false,
    level: 'confirmed', amr: [], ...told,
  };
}

/** The one-time code, or the code of what went wrong, that a browser came back with. */
export interface Landed {
  readonly cookie: string;
  readonly portal: string | null;
  readonly error: string | null;
}

/** From an address at the portal back to a page of ours. */
export async function comeBack(app: TestApp, provider: string, url: string, cookie: string): Promise<Landed> {
  const there = await fetch(url, { redirect: 'manual' });
  const back = new URL(there.headers.get('location')!);
  const landed = await app.request('GET', `/auth/providers/${provider}/callback${back.search}`, undefined, { cookie });
  const { searchParams } = new URL(String(landed.headers['location']), 'http://cabinet.test');
  return { cookie, portal: searchParams.get('portal'), error: searchParams.get('portal_error') };
}

/** The cookie a start sets. */
export const cookieOf = (start: Answer): string => String(start.headers['set-cookie']).split(';')[0]!;

/** The button, the portal, the page of ours, and the exchange. */
export async function visit(app: TestApp, provider: string): Promise<Answer & { cookie: string }> {
  const start = await app.request('GET', `/auth/providers/${provider}/start?returnTo=/diary`);
  const { cookie, portal } = await comeBack(app, provider, String(start.headers['location']), cookieOf(start));
  return { ...await app.request('POST', '/auth/providers/exchange', { code: portal }, { cookie }), cookie };
}
