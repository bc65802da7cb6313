import { isDeepStrictEqual } from 'node:util';

/** Caches of a process forget by themselves after 5 s: what is heard of sooner came by a message. */
const BEFORE_A_CACHE_FORGETS_MS = 3000;

/**
 * What another process answers once it has heard of a change, which takes a message its moment: asked again until it is so.
 * @returns the last answer
 */
export async function soon<T>(ask: () => Promise<T>, wanted: T): Promise<T> {
  const until = Date.now() + BEFORE_A_CACHE_FORGETS_MS;
  let answer = await ask();
  while (!isDeepStrictEqual(answer, wanted) && Date.now() < until) answer = await ask();
  return answer;
}
