/** With any file the program gives out: never run, never guessed at, never kept by a cache. */
export const PRIVATE_FILE_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * `Content-Disposition` for any name (RFC 6266): an ASCII form for old readers, the true one by RFC 8187.
 * @param kind `inline` only for what was looked into, and with `PRIVATE_FILE_HEADERS`, whose sandbox keeps it from acting
 */
export function attachment(name: string, kind: 'attachment' | 'inline' = 'attachment'): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeExtended(name)}`;
}

const LONE_SURROGATES = /\p{Cs}/gu;

/** RFC 8187 ext-value: everything but attr-char is percent-encoded. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name.replace(LONE_SURROGATES, '_')).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
