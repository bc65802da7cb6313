import { getDocumentProxy } from 'unpdf';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { Inspected } from './inspected.js';
import { findNames } from './pdf-names.js';

const PDF = 'application/pdf';
const END_OF_ARCHIVE = Buffer.from('PK\x05\x06', 'latin1');
const LONGEST_ARCHIVE_COMMENT = 65_535;

/**
 * A document that opens and shows pages, and does nothing else. It is kept as it came, so that a signature in it stays
 * good; what would act on the reader's machine, or is another file as well, is refused.
 */
export async function checkPdf(bytes: Uint8Array): Promise<Inspected> {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isSomethingElseToo(pdf)) return { refused: 'files.mixed' };
  const found = await findNames(pdf);
  if (found === 'protected') return { refused: 'files.pdf_protected' };
  if (found !== null) return { refused: 'files.pdf_active' };
  return opens(bytes);
}

/** A page, an archive or a program that a reader less strict about beginnings and ends would find in the same bytes. */
function isSomethingElseToo(pdf: Buffer): boolean {
  if (!/^%PDF-[12]\.\d/.test(pdf.toString('latin1', 0, 8))) return true;
  if (/<(?:!doctype|html|script|svg|body|iframe)\b/i.test(pdf.toString('latin1', 0, 1024))) return true;
  const end = pdf.lastIndexOf('%%EOF');
  if (end < 0 || pdf.subarray(end + 5).some((byte) => !BLANK.has(byte))) return true;
  for (let at = pdf.lastIndexOf(END_OF_ARCHIVE); at >= 0 && at >= pdf.length - LONGEST_ARCHIVE_COMMENT - 22; at = at === 0 ? -1 : pdf.lastIndexOf(END_OF_ARCHIVE, at - 1)) {
    if (at + 22 <= pdf.length && at + 22 + pdf.readUInt16LE(at + 20) <= pdf.length) return true;
  }
  return false;
}

const BLANK = new Set([0, 9, 10, 12, 13, 32]);

async function opens(bytes: Uint8Array): Promise<Inspected> {
  try {
    const document = await getDocumentProxy(Uint8Array.from(bytes), { isEvalSupported: false, enableXfa: false, verbosity: 0, stopAtErrors: false });
    if ((await actsByItself(document)) || (await document.getAttachments()) !== null) return { refused: 'files.pdf_active' };
    await document.getPage(1);
    return { mediaType: PDF };
  } catch (error) {
    return { refused: (error as Error).name === 'PasswordException' ? 'files.pdf_protected' : 'files.unreadable' };
  }
}

/** Scripts of the document and of its fields. `hasJSActions` will not do: it takes the field of a signature, which has none, for one that acts. */
async function actsByItself(document: PDFDocumentProxy): Promise<boolean> {
  if ((await document.getJSActions()) !== null) return true;
  const fields = Object.values((await document.getFieldObjects()) ?? {}) as { readonly actions?: object | null }[][];
  return fields.flat().some(({ actions }) => actions != null);
}
