/** What a file is uploaded for decides which types and how many bytes are taken (api.md, Uploads). */
export const FILE_PURPOSES = {
  request_document: {
    maxBytes: 5 * 1024 * 1024,
    types: { 'application/pdf': ['pdf'], 'image/jpeg': ['jpg', 'jpeg'], 'image/png': ['png'] },
  },
  /** Scans of a passport that confirm an account (ID-8). */
  identity_document: {
    maxBytes: 5 * 1024 * 1024,
    types: { 'application/pdf': ['pdf'], 'image/jpeg': ['jpg', 'jpeg'], 'image/png': ['png'] },
  },
  // made by the program, never uploaded
  issued_document: { made: true, maxBytes: 5 * 1024 * 1024, types: { 'application/pdf': ['pdf'] } },
} as const satisfies Record<string, { made?: true; maxBytes: number; types: Readonly<Record<string, readonly string[]>> }>;
export type FilePurpose = keyof typeof FILE_PURPOSES;

/** What people may upload for. */
export const PURPOSE_NAMES = (Object.keys(FILE_PURPOSES) as FilePurpose[]).filter((name) => !('made' in FILE_PURPOSES[name]));

/** No purpose takes more. */
export const MOST_BYTES = Math.max(...Object.values(FILE_PURPOSES).map((p) => p.maxBytes));

/** Extensions of a media type, the usual one first; none for a type the purpose does not take. */
export function extensionsOf(purpose: FilePurpose, mediaType: string): readonly string[] {
  const types: Readonly<Record<string, readonly string[]>> = FILE_PURPOSES[purpose].types;
  return Object.hasOwn(types, mediaType) ? types[mediaType]! : [];
}
