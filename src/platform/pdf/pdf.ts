import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import type { default as PdfMake } from 'pdfmake';

/** A node of pdfmake's document: text, or `{ text }`, `{ table }`, `{ columns }`, `{ ol }`, `{ qr }` (pdfmake.github.io/docs). */
export type PdfContent = string | { readonly [property: string]: unknown };

export interface PdfDocument {
  readonly title: string;
  readonly content: readonly PdfContent[];
  /** Stands in the file as its date: the same document is the same bytes. */
  readonly at: Date;
  /** BCP 47. */
  readonly language: string;
  /** At the bottom of every page. */
  readonly footer?: string;
  /** Pictures by the names `{ image }` calls them by, as data URLs: drawn many times they are in the file once. */
  readonly images?: Readonly<Record<string, string>>;
  /** Left, top, right, bottom, in points. */
  readonly margins?: readonly [number, number, number, number];
}

const require = createRequire(import.meta.url);
// Roboto has Cyrillic and comes with pdfmake.
const FONTS = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const face = (name: string): string => join(FONTS, `Roboto-${name}.ttf`);

let loaded: Promise<typeof PdfMake> | null = null;

/** Loaded by the first document: most processes never make one. */
async function pdfMake(): Promise<typeof PdfMake> {
  const { default: made } = await import('pdfmake');
  made.setFonts({ Roboto: { normal: face('Regular'), bold: face('Medium'), italics: face('Italic'), bolditalics: face('MediumItalic') } });
  // A document names no outside pictures or files, whatever stands in it.
  made.setUrlAccessPolicy(() => false);
  made.setLocalAccessPolicy((path) => path.startsWith(FONTS));
  return made;
}

/** A PDF (A4, Roboto) of what `content` says, in pdfmake's words. */
export async function renderPdf({ title, content, at, language, footer, images = {}, margins = [50, 50, 50, 60] }: PdfDocument): Promise<Buffer> {
  loaded ??= pdfMake();
  const definition = {
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
  };
  return (await loaded).createPdf(definition).getBuffer();
}
