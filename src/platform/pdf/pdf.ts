import { Drawing } from './drawing.js';
import type { PdfDocument } from './pdf-document.js';

const drawing = new Drawing();

/** A PDF (A4, Roboto) of what `content` says, in pdfmake's words; drawn in a thread of its own. */
export function renderPdf(document: PdfDocument): Promise<Buffer> {
  return drawing.draw(document);
}
