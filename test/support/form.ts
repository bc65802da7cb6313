/** A file as a form carries it. */
export interface SentFile {
  readonly content: Uint8Array | string;
  readonly name: string;
}

export interface SentForm {
  readonly body: Buffer;
  readonly headers: { 'content-type': string };
}

/** `multipart/form-data` as a browser would send it; fields come before the file. */
export async function form(fields: Readonly<Record<string, string>>, ...files: SentFile[]): Promise<SentForm> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const file of files) data.append('file', new Blob([file.content]), file.name);
  const encoded = new Response(data);
  return { body: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': encoded.headers.get('content-type')! } };
}

/** A form written by hand, for what no browser would send. `\n` becomes CRLF. */
export function rawForm(text: string, boundary = 'x'): SentForm {
  return { body: Buffer.from(text.replace(/\r?\n/g, '\r\n')), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
