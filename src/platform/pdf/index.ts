export { renderPdf } from './pdf.js';
export type { PdfContent, PdfDocument } from './pdf-document.js';
export { qrPicture } from './qr-picture.js';
