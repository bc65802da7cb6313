const LONGEST = 200;

// Control characters, direction overrides ("cod.exe" written backwards), zero-width characters, lone surrogates.
const DECEIVING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const RESERVED = /[/\\:*?"<>|]/g;

/** A name fit to be kept and shown: one line, no path, nothing invisible; "file" when nothing is left. */
export function cleanFileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(DECEIVING, '').replace(RESERVED, '_').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'file' : shorten(plain);
}

/** The name to download under: its extension belongs to the content, whatever the sender wrote. */
export function downloadName(name: string, extensions: readonly string[]): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && extensions.includes(extension) ? name : `${name}.${extensions[0] ?? 'bin'}`;
}

/** Cuts in the middle of the name, not of its extension, and never inside a character. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST) return name;
  const extension = [...(/\.[^.]{1,10}$/.exec(name)?.[0] ?? '')];
  return [...characters.slice(0, LONGEST - extension.length), ...extension].join('');
}
