/** What a document turned out to be, or why it is not taken. Sent between processes: plain data only. */
export type Inspected =
  /** `bytes`: what to keep instead of what was sent; without it the document is kept as it came. */
  | { readonly mediaType: string; readonly bytes?: Uint8Array }
  | { readonly refused: ContentRefusal; readonly limit?: number };

/** Codes of `files.errors.ts`. */
export type ContentRefusal = 'files.unreadable' | 'files.too_many_pixels' | 'files.pdf_protected' | 'files.pdf_active' | 'files.mixed';
