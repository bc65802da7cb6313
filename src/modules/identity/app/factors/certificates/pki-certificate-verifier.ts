import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Certificate, CertificateChainValidationEngine, CertificateRevocationList, ContentInfo, SignedData } from 'pkijs';
import { ownerOf } from './certificate-owner.js';
import { type Authorities, CertificateRefused, CertificateVerifier, type CertificateProblem, type Signer } from './certificate-verifier.js';
import { TrustStore } from './trust-store.js';

const KEY_USAGE = '2.5.29.15';
const DIGITAL_SIGNATURE = 0x80;
const NON_REPUDIATION = 0x40;
/** Result codes of the library's chain engine. */
const CHAIN_PROBLEMS: Readonly<Record<number, CertificateProblem>> = { 8: 'expired', 11: 'revocation_unknown', 12: 'revoked' };

/** RSA and ECDSA, by PKI.js on the runtime's own cryptography. */
@Injectable()
export class PkiCertificateVerifier extends CertificateVerifier {
  constructor(private readonly trust: TrustStore) {
    super();
  }

  isOn(authorities: Authorities = 'factor'): boolean {
    return this.trust.caFiles[authorities] !== null;
  }

  async verify(cms: Buffer, data: Buffer, at: Date, authorities: Authorities = 'factor'): Promise<Signer> {
    const { signer, others } = await signerOf(cms, data);
    if (signer.notAfter.value < at) throw new CertificateRefused('expired');
    if (signer.notBefore.value > at) throw new CertificateRefused('not_yet_valid');
    if (!maySign(signer)) throw new CertificateRefused('not_for_signing');
    await this.checkChain(signer, others, at, authorities);
    return { fingerprint: createHash('sha256').update(Buffer.from(signer.toSchema().toBER())).digest('hex'), owner: ownerOf(signer), endsAt: signer.notAfter.value };
  }

  /** Where revocation lists are configured, every certificate of the chain must be on none of its authority's. */
  private async checkChain(signer: Certificate, others: Certificate[], checkDate: Date, authorities: Authorities): Promise<void> {
    const trustedCerts = (await this.trust.authorities(authorities)).map((der) => Certificate.fromBER(bytes(der)));
    const crls = (await this.trust.revocationLists()).map((der) => CertificateRevocationList.fromBER(bytes(der)));
    const engine = new CertificateChainValidationEngine({ trustedCerts, certs: [...others, signer], crls, checkDate });
    const { result, resultCode } = await engine.verify();
    if (!result) throw new CertificateRefused(CHAIN_PROBLEMS[resultCode] ?? 'untrusted');
  }
}

/** One signer, of these very bytes, whose certificate is inside. */
async function signerOf(cms: Buffer, data: Buffer): Promise<{ signer: Certificate; others: Certificate[] }> {
  try {
    const content = ContentInfo.fromBER(bytes(cms));
    const signed = new SignedData({ schema: content.content });
    // A signature that brings its own content would be verified over that, not over what we asked to be signed.
    if (content.contentType !== ContentInfo.SIGNED_DATA || signed.encapContentInfo.eContent !== undefined || signed.signerInfos.length !== 1) throw new CertificateRefused('wrong_signature');
    const { signatureVerified, signerCertificate } = await signed.verify({ signer: 0, data: bytes(data), checkChain: false, extendedMode: true });
    if (signatureVerified !== true || signerCertificate == null) throw new CertificateRefused('wrong_signature');
    const others = (signed.certificates ?? []).filter((c): c is Certificate => c instanceof Certificate && c !== signerCertificate);
    return { signer: signerCertificate, others };
  } catch {
    throw new CertificateRefused('wrong_signature');
  }
}

function maySign({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find((extension) => extension.extnID === KEY_USAGE);
  if (usage === undefined) return true;
  const [bits = 0] = new Uint8Array((usage.parsedValue as { valueBlock: { valueHex: ArrayBuffer } }).valueBlock.valueHex);
  return (bits & (DIGITAL_SIGNATURE | NON_REPUDIATION)) !== 0;
}

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
