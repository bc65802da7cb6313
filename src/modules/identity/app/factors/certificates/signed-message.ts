import { createHash } from 'node:crypto';
import { UTCTime } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import { ownerOf } from './certificate-owner.js';
import { CertificateRefused, type Signer } from './certificate-verifier.js';

const SUBJECT_KEY = '2.5.29.14';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const KEY_USAGE = '2.5.29.15';
const DIGITAL_SIGNATURE = 0x80;
const NON_REPUDIATION = 0x40;

/** A detached signature with one signer, whose certificate is inside. Nothing of it is verified yet. */
export interface SignedMessage {
  readonly cms: Buffer;
  readonly signed: SignedData;
  readonly signer: Certificate;
  /** The rest of what came with it: what leads to an authority. */
  readonly others: readonly Certificate[];
  /** The time the signer's machine put into it, if any (RFC 5652, 11.3). */
  readonly signedAt: Date | null;
}

/** @throws CertificateRefused `wrong_signature` for anything else */
export function readSignedMessage(cms: Buffer): SignedMessage {
  try {
    const content = ContentInfo.fromBER(bytes(cms));
    const signed = new SignedData({ schema: content.content });
    const certificates = (signed.certificates ?? []).filter((c): c is Certificate => c instanceof Certificate);
    const [info] = signed.signerInfos;
    const named = certificates.filter((certificate) => info !== undefined && isNamedBy(certificate, info.sid));
    // A signature that brings its own content would be verified over that, not over what we asked to be signed.
    if (content.contentType !== ContentInfo.SIGNED_DATA || signed.encapContentInfo.eContent !== undefined || signed.signerInfos.length !== 1 || named.length !== 1) {
      throw new CertificateRefused('wrong_signature');
    }
    return { cms, signed, signer: named[0]!, others: certificates.filter((certificate) => certificate !== named[0]), signedAt: signingTimeOf(signed.signerInfos[0]!) };
  } catch {
    throw new CertificateRefused('wrong_signature');
  }
}

function signingTimeOf({ signedAttrs }: SignerInfo): Date | null {
  const [time] = signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values ?? [];
  const at = time instanceof UTCTime ? time.toDate() : null; // GeneralizedTime is one of its kind
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

/** What a certificate says of itself. @throws CertificateRefused */
export function requireUsable({ notAfter, notBefore, extensions = [] }: Certificate, at: Date): void {
  if (notAfter.value < at) throw new CertificateRefused('expired');
  if (notBefore.value > at) throw new CertificateRefused('not_yet_valid');
  const usage = extensions.find((extension) => extension.extnID === KEY_USAGE);
  if (usage === undefined) return;
  const [bits = 0] = new Uint8Array((usage.parsedValue as { valueBlock: { valueHex: ArrayBuffer } }).valueBlock.valueHex);
  if ((bits & (DIGITAL_SIGNATURE | NON_REPUDIATION)) === 0) throw new CertificateRefused('not_for_signing');
}

export function signerOf(certificate: Certificate): Signer {
  return { fingerprint: createHash('sha256').update(derOf(certificate)).digest('hex'), owner: ownerOf(certificate), endsAt: certificate.notAfter.value };
}

export function derOf(certificate: Certificate): Buffer {
  return Buffer.from(certificate.toSchema().toBER());
}

export function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function isNamedBy(certificate: Certificate, sid: unknown): boolean {
  if (sid instanceof IssuerAndSerialNumber) return certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber);
  const key = certificate.extensions?.find((extension) => extension.extnID === SUBJECT_KEY)?.parsedValue as { valueBlock: { valueHex: ArrayBuffer } } | undefined;
  const named = (sid as { valueBlock?: { valueHex?: ArrayBuffer } } | undefined)?.valueBlock?.valueHex;
  return key !== undefined && named !== undefined && Buffer.from(key.valueBlock.valueHex).equals(Buffer.from(named));
}
