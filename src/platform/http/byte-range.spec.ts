import { describe, expect, it } from '@jest/globals';
import { byteRange } from './byte-range.js';

const ETAG = '"a1"';
const of = (range: string | undefined, ifRange?: string) => byteRange({ range, ifRange }, ETAG, 100);

describe('the part of a file a request asks for (RFC 9110, 14.2)', () => {
  it.each([
    ['bytes=0-9', 0, 9], ['bytes=90-', 90, 99], ['bytes=-10', 90, 99], ['bytes=0-999', 0, 99], ['bytes=-999', 0, 99], ['bytes=99-99', 99, 99], ['Bytes= 5 - 6', 5, 6],
  ])('%s', (range, start, end) => expect(of(range)).toEqual({ start, end }));

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=9-3', 'bytes=0-1,5-6', 'lines=0-9', 'bytes=a-b', 'bytes=0x0-9', 'bytes=--5', `bytes=${'9'.repeat(40)}-`])(
    '%p is all of it', (range) => expect(of(range)).toBeNull());

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s is not there', (range) => {
    expect(() => of(range)).toThrow(expect.objectContaining({ code: 'http.range_not_satisfiable' }));
  });

  it('is all of it when the file is another one by now', () => {
    expect(of('bytes=0-9', ETAG)).toEqual({ start: 0, end: 9 });
    for (const other of ['"b2"', `W/${ETAG}`, 'Sun, 22 Nov 2026 08:30:00 GMT']) expect([of('bytes=0-9', other), of('bytes=500-', other)]).toEqual([null, null]);
  });
});
