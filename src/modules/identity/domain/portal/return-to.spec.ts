import { describe, expect, it } from '@jest/globals';
import { isOwnPath, withParameter } from './return-to.js';

describe('an address to come back to', () => {
  it.each(['/', '/diary', '/diary?from=2026-11-01&to=2026-11-07', '/pupils/1#marks', '/search?q=%D0%B0%20b&next=//x', '/поиск', '/%D0%B4'])('may be a path of ours: %s', (path) => {
    expect(isOwnPath(path)).toBe(true);
  });

  it.each([
    '', 'diary', 'https://evil.example/', 'http:evil.example', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/%2fevil.example', '/%2Fevil.example',
    '/%5cevil.example', '/%255cevil.example', '/%252fevil.example', '%2f%2fevil.example', '/\t/evil.example', '/\n/evil.example', '/%09/evil.example', '/%0d%0aLocation:%20https://evil.example',
    '/diary\r\nSet-Cookie: a=b', '/./\/evil.example', '/.//evil.example', '/..//evil.example', 'javascript:alert(1)', 'data:text/html,x', '/%00', '/%', '/%e0%a4%a', '/\u2028', '/\u00a0/x', ' /diary', '/ /x',
    '/%25252525252fevil.example', `/${'a'.repeat(600)}`,
  ])('is nothing else: %j', (path) => {
    expect(isOwnPath(path)).toBe(false);
  });

  it('takes a parameter without leaving', () => {
    expect(withParameter('/diary?from=1#top', 'portal', 'a b')).toBe('/diary?from=1&portal=a+b#top');
    expect(withParameter('/', 'portal', 'x')).toBe('/?portal=x');
  });
});
