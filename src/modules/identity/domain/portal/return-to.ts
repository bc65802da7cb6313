/** Where somebody lands who gave no address, or a wrong one at a step where they cannot be told. */
export const HOME = '/';

const LONGEST = 500;
/** Control characters and spaces of every kind: browsers drop some of them before they look. */
const CONTROL = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/;

/**
 * Whether an address leads to a page of ours: a path that begins with one slash. What browsers read as another host is
 * refused in every spelling: `//`, `/\`, their escapes, control characters, anything a decoder turns into one of these.
 */
export function isOwnPath(address: string): boolean {
  if (address.length > LONGEST || CONTROL.test(address)) return false;
  const [path = '', rest = ''] = split(address);
  const query = decode(rest);
  if (query === null || /[\r\n\0]/.test(query)) return false;
  let text = path;
  // Escapes of escapes: whoever decodes again on the way must find nothing either.
  for (let round = 0; round < 4; round++) {
    if (CONTROL.test(text) || text.includes('\\') || !/^\/(?!\/)/.test(text) || /^\/(\.{1,2}\/)*\//.test(text)) return false;
    const decoded = decode(text);
    if (decoded === null) return false;
    if (decoded === text) return new URL(address, 'https://own.invalid').host === 'own.invalid';
    text = decoded;
  }
  return false;
}

/** The path with a parameter added to its query. */
export function withParameter(path: string, name: string, value: string): string {
  const url = new URL(path, 'https://own.invalid');
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}${url.hash}`;
}

function split(address: string): [string, string] {
  const end = address.search(/[?#]/);
  return end < 0 ? [address, ''] : [address.slice(0, end), address.slice(end)];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
