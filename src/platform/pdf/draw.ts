import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import pdfMake from 'pdfmake';
import type { PdfDocument } from './pdf-document.js';

const require = createRequire(import.meta.url);
// Roboto has Cyrillic and comes with pdfmake.
const FONTS = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const face = (name: string): string => join(FONTS, `Roboto-${name}.ttf`);

pdfMake.setFonts({ Roboto: { normal: face('Regular'), bold: face('Medium'), italics: face('Italic'), bolditalics: face('MediumItalic') } });
// A document names no outside pictures or files, whatever stands in it.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy((path) => path.startsWith(FONTS));
pdfMake.addTableLayouts({
  /** Only a dashed line below: to cut along. */
  cutLine: {
    hLineWidth: (i: number) => (i === 1 ? 0.6 : 0), vLineWidth: () => 0, hLineColor: () => '#888888', hLineStyle: () => ({ dash: { length: 4, space: 3 } }),
    paddingLeft: () => 0, paddingRight: () => 0, paddingTop: () => 8, paddingBottom: () => 8,
  },
});

/** The document as bytes; takes seconds for a large one, so it is called in `draw.thread.ts` only. */
export function draw({ title, content, at, language, footer, images = {}, margins = [50, 50, 50, 60] }: PdfDocument): Promise<Buffer> {
  return pdfMake.createPdf({
    content, language, images,
    pageSize: 'A4', pageMargins: margins,
    info: { title, creator: 'School Cabinet', producer: 'School Cabinet', creationDate: at, modDate: at },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2 },
    styles: { title: { fontSize: 16, bold: true, margin: [0, 0, 0, 4] }, heading: { fontSize: 12, bold: true, margin: [0, 12, 0, 4] }, note: { fontSize: 9, color: '#555555' } },
    ...(footer === undefined ? {} : {
      footer: (page: number, pages: number) => ({
        columns: [{ text: footer, style: 'note' }, { text: `${page} / ${pages}`, style: 'note', alignment: 'right' }], margin: [50, 20, 50, 0],
      }),
    }),
  }).getBuffer();
}
