const ARMOUR = /^-----BEGIN (?:CMS|PKCS7|SIGNED MESSAGE)-----([A-Za-z0-9+/=\s]+)-----END/;
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;
const SEQUENCE = 0x30;

/** The DER of a signature file: signing programs write it as it is, in base64, or in PEM. */
export function derOfSignatureFile(file: Buffer): Buffer {
  if (file[0] === SEQUENCE) return file;
  const text = file.toString('latin1').trim();
  const [, inside = text] = ARMOUR.exec(text) ?? [];
  return BASE64.test(inside) ? Buffer.from(inside, 'base64') : file;
}
