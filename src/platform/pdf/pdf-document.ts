/**
 * A node of pdfmake's document: text, or `{ text }`, `{ table }`, `{ columns }`, `{ ol }`, `{ qr }` (pdfmake.github.io/docs).
 * Data only: it goes to another thread. Layouts of tables are named: pdfmake's own, and `cutLine`.
 */
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
