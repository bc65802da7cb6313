/** The parts of an e-mail our own sender makes: one text part, subject possibly in encoded words (RFC 2047). */
export interface LocalMail {
  readonly messageId: string | null;
  readonly subject: string;
  readonly text: string;
}

export function readMail(raw: Buffer): LocalMail {
  const source = raw.toString('latin1');
  const end = source.indexOf('\r\n\r\n');
  const headers = readHeaders(source.slice(0, end));
  return {
    messageId: headers.get('message-id')?.replace(/^<|>$/g, '') ?? null,
    subject: decodeWords(headers.get('subject') ?? ''),
    text: decodeBody(source.slice(end + 4), headers.get('content-transfer-encoding') ?? '7bit').replace(/\r\n/g, '\n').trimEnd(),
  };
}

function readHeaders(block: string): Map<string, string> {
  const unfolded = block.replace(/\r\n[ \t]+/g, ' ');
  return new Map(unfolded.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  }));
}

function decodeBody(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64': return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable': return quoted(body.replace(/=\r\n/g, '')).toString('utf8');
    default: return Buffer.from(body, 'latin1').toString('utf8');
  }
}

/** Adjoining encoded words are one run of bytes, which may split a letter. */
function decodeWords(value: string): string {
  return value.replace(/=\?utf-8\?[bq]\?[^?]*\?=(?:\s+=\?utf-8\?[bq]\?[^?]*\?=)*/gi, (run) =>
    Buffer.concat(run.split(/\s+/).map((word) => {
      const [, , kind, data] = word.split('?');
      return kind?.toLowerCase() === 'b' ? Buffer.from(data ?? '', 'base64') : quoted((data ?? '').replace(/_/g, ' '));
    })).toString('utf8'));
}

function quoted(text: string): Buffer {
  return Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}
