import sharp from 'sharp';

/** A PDF of empty pages; `extra` is put into it as further objects. */
export function makePdf({ extra = '', pages = 1, note = '', catalog = '' }: { extra?: string; pages?: number; note?: string; catalog?: string } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${10 + i} 0 R`);
  const objects = kids.map((_, i) => `${10 + i} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${note === '' ? '' : `%${note}\n`}1 0 obj<</Type/Catalog/Pages 2 0 R${catalog}>>endobj\n`
    + `2 0 obj<</Type/Pages/Kids[${kids.join(' ')}]/Count ${pages}>>endobj\n${objects}${extra}trailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');
}

/**
 * A PDF with a signature in it, as signing programs make one: room first, then the signature over everything else.
 * @param sign gives a detached CMS of the bytes, base64
 */
export async function makeSignedPdf(sign: (data: Buffer) => Promise<string> | string, { subFilter = 'adbe.pkcs7.detached', note = '' } = {}): Promise<Buffer> {
  const room = '0'.repeat(16_384);
  const range = '/ByteRange [0 0000000001 0000000002 0000000003]';
  const pdf = makePdf({
    note, catalog: '/AcroForm<</Fields[41 0 R]/SigFlags 3>>',
    extra: `40 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/${subFilter}${range}/Contents<${room}>/M(D:20261101090000Z)>>endobj\n`
      + '41 0 obj<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/V 40 0 R/Rect[0 0 0 0]/F 132/P 10 0 R>>endobj\n',
  });
  const [start, end] = [pdf.indexOf(`<${room}>`), pdf.indexOf(`<${room}>`) + room.length + 2];
  const numbers = [start, end, pdf.length - end].map((n) => String(n).padStart(10, '0'));
  pdf.write(`/ByteRange [0 ${numbers.join(' ')}]`, pdf.indexOf(range), 'latin1');
  const cms = Buffer.from(await sign(Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)])), 'base64');
  pdf.write(cms.toString('hex'), start + 1, 'latin1');
  return pdf;
}

/** A PDF of exactly so many bytes. */
export function makePdfOf(bytes: number): Buffer {
  const empty = makePdf({ note: ' ' });
  return makePdf({ note: ' '.repeat(bytes - empty.length + 1) });
}

export interface PictureOf {
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'png' | 'jpeg';
  /** How the camera was held: EXIF orientation 1 to 8. */
  readonly orientation?: number;
  /** Text of the camera's own, kept as EXIF. */
  readonly maker?: string;
}

/** A picture: red, its left upper quarter blue. */
export function makePicture({ width = 8, height = 4, format = 'png', orientation, maker }: PictureOf = {}): Promise<Buffer> {
  const corner = { create: { width: width / 2, height: height / 2, channels: 3, background: '#00f' } } as const;
  const drawn = sharp({ create: { width, height, channels: 3, background: '#f00' } }).composite([{ input: corner, gravity: 'northwest' } as never]);
  return drawn.withMetadata({ ...(orientation === undefined ? {} : { orientation }), ...(maker === undefined ? {} : { exif: { IFD0: { Make: maker } } }) })
    .toFormat(format).toBuffer();
}
