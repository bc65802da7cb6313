import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';

/**
 * Names that make a document do something or carry other files (ISO 32000-2, 12.6 and 7.11): scripts, programs,
 * attachments, forms that send themselves away, media players.
 */
const ACTIVE = ['JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'GoToE', 'RichMedia', 'AFRelationship', 'SubmitForm', 'ImportData', 'Rendition', 'XFA'];
const PROTECTED = ['Encrypt'];

/** An object stream that holds more is no honest one; content and pictures are not looked at beyond. */
const MOST_INFLATED = 16 * 1024 * 1024;

export type PdfFinding = 'active' | 'protected' | 'opaque' | null;

/**
 * Looks for names in all of a document: in every revision of every object, in object streams, and in whatever else is
 * compressed, so that it does not matter which of them a reader would go by. Names are found in any spelling (`/J#61va…`).
 * `opaque`: objects packed in a way that cannot be looked through.
 */
export async function findNames(pdf: Buffer): Promise<PdfFinding> {
  const text = pdf.toString('latin1');
  if (PROTECTED_NAMES.test(text)) return 'protected';
  if (ACTIVE_NAMES.test(text)) return 'active';
  for (const { 0: keyword, index } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const found = await findInStream(pdf.subarray(index + keyword.length), dictionaryBefore(text, index));
    if (found !== null) return found;
  }
  return null;
}

async function findInStream(bytes: Buffer, dictionary: string): Promise<PdfFinding> {
  const { text, whole } = isDeflated(bytes) ? await inflate(bytes) : { text: '', whole: !FILTERED.test(dictionary) };
  if (ACTIVE_NAMES.test(text)) return 'active';
  return HOLDS_OBJECTS.test(dictionary) && (!whole || PACKED_TWICE.test(dictionary)) ? 'opaque' : null;
}

/** Of the object the stream belongs to. */
function dictionaryBefore(text: string, at: number): string {
  return text.slice(Math.max(0, text.lastIndexOf('obj', at)), at);
}

/** The head of zlib data (RFC 1950): method 8, and a sum that divides by 31. */
function isDeflated(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

async function inflate(bytes: Buffer): Promise<{ text: string; whole: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  let whole = true;
  try {
    for await (const piece of Readable.from([bytes]).pipe(createInflate()) as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      whole = size <= MOST_INFLATED;
      if (!whole) break;
    }
  } catch (error) {
    if (!/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    whole = false;
  }
  return { text: Buffer.concat(pieces).toString('latin1'), whole };
}

/** The name with any of its letters written as `#hh` (7.3.5), ended by what ends a name. */
function anyOf(names: readonly string[]): RegExp {
  const letters = (name: string): string => [...name].map((letter) => `(?:${letter}|#${hexOf(letter)})`).join('');
  return new RegExp(`/(?:${names.map(letters).join('|')})(?=[\\s\\0/<>\\[\\]()%]|$)`);
}

function hexOf(letter: string): string {
  return [...letter.charCodeAt(0).toString(16)].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join('');
}

const ACTIVE_NAMES = anyOf(ACTIVE);
const PROTECTED_NAMES = anyOf(PROTECTED);
const HOLDS_OBJECTS = anyOf(['ObjStm', 'First']);
const FILTERED = anyOf(['Filter', 'F']);
const PACKED_TWICE = anyOf(['ASCIIHexDecode', 'AHx', 'ASCII85Decode', 'A85', 'LZWDecode', 'LZW', 'RunLengthDecode', 'RL', 'Crypt', 'Predictor']);
