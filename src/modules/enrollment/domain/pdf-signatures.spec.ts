import { describe, expect, it } from '@jest/globals';
import { makePdf, makeSignedPdf } from '../../../../test/factories/files.js';
import { derOfSignatureFile } from './detached-signature.js';
import { pdfSignatures } from './pdf-signatures.js';

/** DER of a sequence with one number: nobody verifies it here. */
const CMS = Buffer.from('3003020107', 'hex');
const signedPdf = async (note = ''): Promise<{ pdf: Buffer; signed: Buffer }> => {
  let signed: Buffer = Buffer.alloc(0);
  const pdf = await makeSignedPdf((data) => { signed = data; return CMS.toString('base64'); }, { note });
  return { pdf, signed };
};

describe('signatures in a PDF', () => {
  it('are found with the bytes they speak for, without the room that was left', async () => {
    const { pdf, signed } = await signedPdf();
    expect(pdfSignatures(pdf)).toEqual([{ cms: CMS, data: signed, coversAll: true, isDetachedCms: true }]);
    expect(pdfSignatures(Buffer.concat([pdf, Buffer.from('\r\n\0')]))).toMatchObject([{ coversAll: true }]);
    expect(pdfSignatures(makePdf())).toEqual([]);
  });

  it('do not speak for what was added later', async () => {
    const { pdf, signed } = await signedPdf();
    const [found] = pdfSignatures(Buffer.concat([pdf, Buffer.from('10 0 obj<</Type/Page>>endobj\n%%EOF\n')]));
    expect(found).toMatchObject({ cms: CMS, data: signed, coversAll: false });
  });

  it.each([
    ['leaves out more than the signature', /\/ByteRange \[0 (\d+)/, (_: string, head: string) => `/ByteRange [0 ${String(Number(head) - 9).padStart(10, '0')}`],
    ['begins later than the file', /\/ByteRange \[0 0/, () => '/ByteRange [9 0'],
    ['goes beyond the file', /(\d{10})\]/, () => '9999999999]'],
    ['goes back', /\/ByteRange \[0 (\d+) \d+/, (_: string, head: string) => `/ByteRange [0 ${head} 0000000000`],
    ['has more in the signature than digits', /\/Contents<0/, () => '/Contents</'],
  ])('one whose range %s proves nothing', async (_, what, by) => {
    const { pdf } = await signedPdf();
    const twisted = Buffer.from(pdf.toString('latin1').replace(/(?<=\/Contents<)30/, '00').replace(what, by as never), 'latin1');
    expect(twisted).toHaveLength(pdf.length);
    expect(pdfSignatures(twisted)).toMatchObject([{ cms: Buffer.alloc(0), coversAll: false }]);
  });

  it('of another kind are told apart; time stamps and chance words are none', async () => {
    expect(pdfSignatures(await makeSignedPdf(() => '', { subFilter: 'adbe.x509.rsa_sha1' }))).toMatchObject([{ isDetachedCms: false }]);
    expect(pdfSignatures(await makeSignedPdf(() => '', { subFilter: 'ETSI.CAdES.detached' }))).toMatchObject([{ isDetachedCms: true }]);
    expect(pdfSignatures(await makeSignedPdf(() => '', { subFilter: 'ETSI.RFC3161' }))).toEqual([]);
    expect(pdfSignatures(makePdf({ extra: '20 0 obj(/ByteRange [0 1 2 3])endobj\n' }))).toEqual([]);
  });

  it('a file that names a million ranges costs no more than one that names a few', () => {
    const many = makePdf({ extra: '20 0 obj<</SubFilter/adbe.pkcs7.detached\n' + '/ByteRange[0 1 2 3]'.repeat(100_000) + '>>endobj\n' });
    expect(pdfSignatures(many)).toHaveLength(16);
  });
});

it.each([
  ['DER', CMS], ['base64', Buffer.from(`${CMS.toString('base64')}\r\n`)], ['PEM', Buffer.from(`-----BEGIN CMS-----\n${CMS.toString('base64')}\n-----END CMS-----\n`)],
])('a signature file is read from %s', (_, file) => {
  expect(derOfSignatureFile(file)).toEqual(CMS);
});
