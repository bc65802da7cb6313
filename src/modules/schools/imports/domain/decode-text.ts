/** Why bytes are not a table of text. */
export type NotText = 'imports.spreadsheet' | 'imports.not_text';

/** UTF-8 with or without a mark, UTF-16 with a mark (Excel's "Unicode text"), else windows-1251, which every byte fits. */
export function decodeText(bytes: Uint8Array): { text: string } | { problem: NotText } {
  if (starts(bytes, [0x50, 0x4b, 0x03, 0x04]) || starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { problem: 'imports.spreadsheet' };
  if (starts(bytes, [0xff, 0xfe])) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (starts(bytes, [0xfe, 0xff])) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) return { problem: 'imports.not_text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1251').decode(bytes) };
  }
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}
