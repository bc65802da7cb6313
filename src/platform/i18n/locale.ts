import { errorText, fillIn, type Params } from '../../shared/domain-error.js';

/** Languages of user-facing words; Russian unless the reader prefers English (api.md, Conventions). */
export type Locale = 'ru' | 'en';

/** The language an Accept-Language header prefers (RFC 9110, 12.5.4). */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const weight = (language: Locale): number => {
    let best = 0;
    for (const part of (acceptLanguage ?? '').split(',')) {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      if (tag.split('-')[0] !== language) continue;
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
      const value = q === undefined ? 1 : Number(q.slice(2));
      if (value > best) best = value;
    }
    return best;
  };
  return weight('en') > weight('ru') ? 'en' : 'ru';
}

/** The words of a declared code in a language. A parameter may be words in both languages, or a list of such. */
export function say(code: string, params: Params, locale: Locale): string {
  return fillIn(errorText(code)[locale], Object.fromEntries(Object.entries(params).map(([name, value]) => [name, inLanguage(value, locale)])));
}

function inLanguage(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, locale));
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value ? (value as Record<Locale, unknown>)[locale] : value;
}
