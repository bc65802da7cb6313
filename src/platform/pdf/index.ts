export { type PdfContent, type PdfDocument, renderPdf } from './pdf.js';
export { qrPicture } from './qr-picture.js';
