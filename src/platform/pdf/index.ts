export { type PdfContent, type PdfDocument, renderPdf } from './pdf.js';
