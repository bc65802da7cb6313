import { extractText, getDocumentProxy, getMeta } from 'unpdf';

/** What a PDF says when a real reader (PDF.js) opens it: pages as text with single spaces, and its title. */
export async function readPdf(bytes: Buffer): Promise<{ text: string; title: string; pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  const { info } = await getMeta(document);
  return { text: text.replace(/\s+/g, ' '), title: String(info['Title'] ?? ''), pages: totalPages };
}
