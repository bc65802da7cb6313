import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attachment } from '../../../platform/http/index.js';
import { cleanFileName, downloadName } from './file-name.js';

describe('the name of a file', () => {
  it.each([
    ['Свидетельство о рождении.pdf', 'Свидетельство о рождении.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\anna\\scan.jpg', 'scan.jpg'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
    ['\u202Efdp.exe', 'fdp.exe'],
    ['.htaccess', 'htaccess'],
    ['  .. ', 'file'],
    ['', 'file'],
    ['о\u0301.png', 'о\u0301.png'.normalize('NFC')],
  ])('%j becomes %j', (sent, kept) => expect(cleanFileName(sent)).toBe(kept));

  it('keeps the extension of a long one', () => {
    const kept = cleanFileName(`${'ё'.repeat(400)}.jpeg`);
    expect([...kept]).toHaveLength(200);
    expect(kept.endsWith('ё.jpeg')).toBe(true);
  });

  it('is one visible line without a path, whatever was sent', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
      const name = cleanFileName(sent);
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]{1,400}$/u);
      expect([...name].length).toBeLessThanOrEqual(200);
      expect(cleanFileName(name)).toBe(name);
    }));
  });

  it.each([
    ['scan.pdf', ['pdf'], 'scan.pdf'],
    ['scan.PDF', ['pdf'], 'scan.PDF'],
    ['scan.pdf.exe', ['pdf'], 'scan.pdf.exe.pdf'],
    ['photo.jpeg', ['jpg', 'jpeg'], 'photo.jpeg'],
    ['photo', ['jpg', 'jpeg'], 'photo.jpg'],
  ])('%s with content of %j is downloaded as %s', (name, extensions, expected) => expect(downloadName(name, extensions)).toBe(expected));
});

describe('Content-Disposition', () => {
  it('carries the name in both forms', () => {
    expect(attachment('Отчёт "5А".pdf')).toBe(
      `attachment; filename="_____ _5__.pdf"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%225%D0%90%22.pdf`,
    );
  });

  it('is always one header value of two parameters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const header = attachment(name);
      expect(header).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/);
      const encoded = header.split("UTF-8''")[1]!;
      expect(decodeURIComponent(encoded)).toBe(name.replace(/\p{Cs}/gu, '_'));
    }));
  });
});
