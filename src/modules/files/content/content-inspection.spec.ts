import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makePdf, makePicture, makeSignedPdf } from '../../../../test/factories/files.js';
import type { Config } from '../../../platform/config/index.js';
import { Log } from '../../../platform/logging/index.js';
import { renderPdf } from '../../../platform/pdf/index.js';
import { ContentInspection } from './content-inspection.js';

const MB5 = 5 * 1024 * 1024;
const ZIP_END = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
const inspection = new ContentInspection(new Log({ settings: { LOG_LEVEL: 'silent' } } as Config));
afterAll(() => inspection.onModuleDestroy());

async function redrawn(bytes: Buffer, mediaType: string, maxBytes = MB5): Promise<{ bytes: Buffer; mediaType: string }> {
  const inspected = await inspection.inspect(bytes, mediaType, maxBytes);
  if ('refused' in inspected) throw new Error(inspected.refused);
  return { bytes: Buffer.from(inspected.bytes!), mediaType: inspected.mediaType };
}
const pdf = (bytes: Buffer) => inspection.inspect(bytes, 'application/pdf', MB5);
const stream = (dictionary: string, content: Buffer): string => `20 0 obj<<${dictionary}/Length ${content.length}>>stream\n${content.toString('latin1')}\nendstream endobj\n`;
const script = '<</S/JavaScript/JS(app.alert(1))>>';

describe('pictures', () => {
  it('keeps the pixels upright and nothing else of what a camera writes', async () => {
    const sent = await makePicture({ format: 'jpeg', width: 80, height: 40, orientation: 6, maker: 'Secret Camera of Ivanov' });
    expect(sent.toString('latin1')).toContain('Secret Camera');
    const { bytes, mediaType } = await redrawn(sent, 'image/jpeg');
    expect(mediaType).toBe('image/jpeg');
    const seen = await sharp(bytes).metadata();
    expect([seen.width, seen.height, seen.exif, seen.xmp, seen.icc, seen.orientation]).toEqual([40, 80, undefined, undefined, undefined, undefined]);
    expect(bytes.toString('latin1')).not.toContain('Secret Camera');
    const { data } = await sharp(bytes).extract({ left: 30, top: 10, width: 1, height: 1 }).raw().toBuffer({ resolveWithObject: true });
    expect(data[2]).toBeGreaterThan(200); // the blue quarter has come to the right
  });

  it.each([
    ['a page behind a PNG', 'png', '<html><script>alert(1)</script></html>'], ['an archive behind a JPEG', 'jpeg', `PK\x03\x04secret${ZIP_END.toString('latin1')}`],
    ['a program behind a JPEG', 'jpeg', 'MZ\x90\x00 secret'], ['PHP in the camera\'s name', 'jpeg', ''],
  ] as const)('%s is gone', async (_, format, behind) => {
    const maker = behind === '' ? '<?php system("secret"); ?>' : 'x';
    const sent = Buffer.concat([await makePicture({ format, maker }), Buffer.from(behind, 'latin1')]);
    const { bytes } = await redrawn(sent, `image/${format}`);
    expect(bytes.toString('latin1')).not.toMatch(/script|PK\x03|PK\x05|MZ\x90|secret|php/);
    expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 8, height: 4 });
  });

  it('refuses pictures of endless size by their header, and those that break off or are none', async () => {
    const one = await makePicture();
    const bomb = Buffer.from(one);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await inspection.inspect(bomb, 'image/png', MB5)).toEqual({ refused: 'files.too_many_pixels', limit: 51 });
    const noise = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).jpeg().toBuffer();
    for (const [bytes, type] of [
      [one.subarray(0, one.length / 2), 'image/png'], [noise.subarray(0, noise.length / 2), 'image/jpeg'], [Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb', 'hex'), 'image/jpeg'],
      [one, 'image/jpeg'], [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'image/png'], [Buffer.from('GIF89a\x01\x00\x01\x00'), 'image/png'],
    ] as const) expect(await inspection.inspect(bytes, type, MB5)).toEqual({ refused: 'files.unreadable' });
  });

  it('gives a PNG that would become too large as a JPEG that does not', async () => {
    const noise = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer();
    const { bytes, mediaType } = await redrawn(noise, 'image/png', 100_000);
    expect([mediaType, (await sharp(bytes).metadata()).format]).toEqual(['image/jpeg', 'jpeg']);
    expect(bytes.length).toBeLessThanOrEqual(100_000);
  });
});

describe('PDF', () => {
  it('keeps what opens and only shows pages, byte by byte', async () => {
    const link = '30 0 obj<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://school.example/doc)>>>>endobj\n';
    const real = await renderPdf({ title: 'Справка', content: ['Об JavaScript и вложениях'], at: new Date('2026-09-01'), language: 'ru' });
    const packed = makePdf({ extra: stream('/Type/ObjStm/N 1/First 5/Filter/FlateDecode', deflateSync(Buffer.from('30 0 <</Title(x)>>'))) });
    for (const good of [makePdf(), makePdf({ extra: link }), real, packed, Buffer.concat([makePdf(), Buffer.from('\r\n\0\0')])]) {
      expect(await pdf(good)).toEqual({ mediaType: 'application/pdf' });
    }
  });

  it('leaves a signature in it good: not a byte is changed, nor is it refused for its form', async () => {
    let seen: Buffer = Buffer.alloc(0);
    const signed = await makeSignedPdf((data) => { seen = data; return Buffer.from('3003020101', 'hex').toString('base64'); });
    expect(seen.length).toBeLessThan(signed.length);
    expect(await pdf(signed)).toEqual({ mediaType: 'application/pdf' });
  });

  it.each([
    ['a script', `20 0 obj${script}endobj\n`],
    ['a script in another spelling', '20 0 obj<</S/J#61va#53cript/JS(app.alert(1))>>endobj\n'],
    ['a script in an object stream', stream('/Type/ObjStm/N 1/First 5/Filter/FlateDecode', deflateSync(Buffer.from(`30 0 ${script}`)))],
    ['a script in a stream that does not say it holds objects', stream('/Filter/FlateDecode', deflateSync(Buffer.from(`30 0 ${script}`)))],
    ['a script in a stream that breaks off', stream('/N 1/First 5/Filter/FlateDecode', deflateSync(Buffer.from(`30 0 ${script}${' '.repeat(999)}`)).subarray(0, -6))],
    ['a script that a later revision hides', `20 0 obj${script}endobj\n20 0 obj null endobj\n`],
    ['objects packed twice', stream('/Type/ObjStm/N 1/First 5/Filter[/ASCIIHexDecode/FlateDecode]', Buffer.from(deflateSync(Buffer.from(script)).toString('hex')))],
    ['objects that swell', stream('/Type/ObjStm/N 1/First 5/Filter/FlateDecode', deflateSync(Buffer.alloc(20 * 1024 * 1024, ' ')))],
    ['a program to start', '20 0 obj<</S/Launch/F(cmd.exe)>>endobj\n'],
    ['a file attached', '20 0 obj<</Names<</EmbeddedFiles<</Names[(a.exe) 21 0 R]>>>>>>endobj\n'],
    ['a form that sends itself', '20 0 obj<</S/SubmitForm/F(https://evil.example)>>endobj\n'],
  ])('refuses %s', async (_, extra) => {
    expect(await pdf(makePdf({ extra }))).toEqual({ refused: 'files.pdf_active' });
  });

  it.each([
    ['protected by a password', makePdf({ extra: '20 0 obj<</Encrypt 21 0 R>>endobj\n' }), 'files.pdf_protected'],
    ['without pages', makePdf({ pages: 0 }), 'files.unreadable'],
    ['without anything', Buffer.from('%PDF-1.7\n%%EOF\n'), 'files.unreadable'],
    ['that breaks off', makePdf().subarray(0, -30), 'files.mixed'],
    ['with a page of the web before it', Buffer.concat([Buffer.from('<html>'), makePdf()]), 'files.mixed'],
    ['with a page of the web in its first comment', makePdf({ note: '<html><script>alert(1)</script>' }), 'files.mixed'],
    ['with a program behind it', Buffer.concat([makePdf(), Buffer.from('MZ\x90')]), 'files.mixed'],
    ['with an archive behind it', Buffer.concat([makePdf(), ZIP_END]), 'files.mixed'],
    ['with an archive in it whose comment is the end of the document', makePdf({ extra: `20 0 obj(PK\x05\x06${'\0'.repeat(16)}\x10\0)endobj\n` }), 'files.mixed'],
  ])('refuses one %s', async (_, bytes, code) => {
    expect(await pdf(bytes)).toEqual({ refused: code });
  });
});

/** As PNG has it (ISO 15948, annex D). */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let i = 0; i < 8; i += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
