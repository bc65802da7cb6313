/** A signature in a PDF (ISO 32000-2, 12.8), nothing of it verified yet. */
export interface PdfSignature {
  /** DER of the signature. */
  readonly cms: Buffer;
  /** The bytes it speaks for. */
  readonly data: Buffer;
  /** They are the whole file but the signature itself; else something was added after it was signed. */
  readonly coversAll: boolean;
  /** A detached CMS, the one way that is verified here. */
  readonly isDetachedCms: boolean;
}

/** Nobody signs one document more often; a file that names more ranges only makes work. */
const MOST = 16;
const MOST_RANGES = 64;
const BYTE_RANGE = /\/ByteRange\s{0,64}\[\s{0,64}(\d{1,10})\s{1,64}(\d{1,10})\s{1,64}(\d{1,10})\s{1,64}(\d{1,10})\s{0,64}\]/g;
/** The value of `/Contents` in hexadecimal, and nothing besides: whatever else stood there would not be signed. */
const CONTENTS = /^<([0-9A-Fa-f\s]*)>$/;
const DETACHED_CMS = /\/SubFilter\s{0,64}\/(?:adbe\.pkcs7\.detached|ETSI\.CAdES\.detached)[\s/>]/;
const ANY_SIGNATURE = /\/SubFilter\s{0,64}\/[\w.]+/;
/** A time stamp of the document says nothing of whose it is. */
const TIME_STAMP = /\/SubFilter\s{0,64}\/ETSI\.RFC3161/;
/** What may follow a document without being part of it. */
const BLANK = new Set([0, 9, 10, 12, 13, 32]);

/**
 * Signatures of a PDF, in the order they stand in it. One whose range of bytes leaves out anything but the signature itself is given
 * with empty `cms`: it proves nothing.
 */
export function pdfSignatures(pdf: Buffer): PdfSignature[] {
  const text = pdf.toString('latin1');
  const found: PdfSignature[] = [];
  let ranges = 0;
  for (const { index, 0: { length }, 1: from, 2: before, 3: next, 4: after } of text.matchAll(BYTE_RANGE)) {
    if (found.length === MOST || (ranges += 1) > MOST_RANGES) break;
    const [start, head, resume, tail] = [from, before, next, after].map(Number) as [number, number, number, number];
    const dictionary = around(text, index, index + length, resume);
    if (!ANY_SIGNATURE.test(dictionary) || TIME_STAMP.test(dictionary)) continue;
    const end = resume + tail;
    const [, hex] = start === 0 && head < resume && end <= pdf.length ? CONTENTS.exec(text.slice(head, resume)) ?? [] : [];
    found.push({
      cms: hex === undefined ? Buffer.alloc(0) : derIn(Buffer.from(hex.replace(/\s/g, ''), 'hex')),
      data: hex === undefined ? Buffer.alloc(0) : Buffer.concat([pdf.subarray(0, head), pdf.subarray(resume, end)]),
      coversAll: hex !== undefined && pdf.subarray(end).every((byte) => BLANK.has(byte)),
      isDetachedCms: DETACHED_CMS.test(dictionary),
    });
  }
  return found;
}

/** The object a range stands in: the signature's own digits may stand before it or after. */
function around(text: string, at: number, after: number, resume: number): string {
  const end = text.indexOf('endobj', resume > after && resume <= text.length ? resume : after);
  const start = text.lastIndexOf(' obj', at);
  const whole = text.slice(Math.max(0, start), end < 0 ? text.length : end);
  return whole.replace(/<[0-9A-Fa-f\s]{64,}>/g, '<>');
}

/** Room is kept for the signature before it is made: what is left of it are zeroes after the DER. */
function derIn(padded: Buffer): Buffer {
  const [tag, first = 0] = padded;
  if (tag !== 0x30) return padded;
  if (first < 0x80) return padded.subarray(0, 2 + first);
  const octets = first & 0x7f; // of the length; none: it is told by marks inside
  return octets === 0 || octets > 4 || padded.length < 2 + octets ? padded : padded.subarray(0, 2 + octets + padded.readUIntBE(2, octets));
}
