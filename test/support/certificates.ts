import { randomBytes, webcrypto } from 'node:crypto';
import { BitString, Integer, ObjectIdentifier, OctetString, UTCTime, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue, Attribute, BasicConstraints, Certificate, CertificateRevocationList, ContentInfo, EncapsulatedContentInfo, Extension, IssuerAndSerialNumber,
  RelativeDistinguishedNames, RevokedCertificate, SignedAndUnsignedAttributes, SignedData, SignerInfo, Time,
} from 'pkijs';

type Algorithm = 'RSA' | 'ECDSA';

interface Spec {
  readonly from?: Date;
  readonly until?: Date;
  readonly algorithm?: Algorithm;
  /** Written into every signature as the time it was made (RFC 5652, 11.3). */
  readonly signedAt?: Date;
  /** First octet of key usage; digital signature when missing. */
  readonly usage?: number;
  /** Further attributes of the subject, by OID: surname 2.5.4.4, given name 2.5.4.42, SNILS 1.2.643.100.3. */
  readonly subject?: Readonly<Record<string, string>>;
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const YEAR_MS = 365 * 24 * 3600 * 1000;
const CERT_SIGN_AND_CRL_SIGN = 0x06;
const DIGITAL_SIGNATURE = 0x80;

/** A certificate with its key, as a person's token holds it. */
export class TestCertificate {
  constructor(readonly certificate: Certificate, protected readonly keys: webcrypto.CryptoKeyPair, private readonly signedAt?: Date) {}

  /** A detached CMS signature, base64, as the signer's software makes it. @param inside the content goes into the signature, too */
  async sign(data: Buffer, inside = false): Promise<string> {
    const digest = await webcrypto.subtle.digest('SHA-256', data);
    const signed = new SignedData({
      version: 1,
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: ContentInfo.DATA, ...(inside ? { eContent: new OctetString({ valueHex: new Uint8Array(data).buffer }) } : {}),
      }),
      signerInfos: [new SignerInfo({
        version: 1, sid: new IssuerAndSerialNumber({ issuer: this.certificate.issuer, serialNumber: this.certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0, attributes: [
            new Attribute({ type: CONTENT_TYPE, values: [new ObjectIdentifier({ value: ContentInfo.DATA })] }),
            new Attribute({ type: MESSAGE_DIGEST, values: [new OctetString({ valueHex: digest })] }),
            ...(this.signedAt === undefined ? [] : [new Attribute({ type: SIGNING_TIME, values: [new UTCTime({ valueDate: this.signedAt })] })]),
          ],
        }),
      })],
      certificates: [this.certificate],
    });
    await signed.sign(this.keys.privateKey, 0, 'SHA-256', new Uint8Array(data).buffer);
    const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
    return Buffer.from(content.toSchema().toBER()).toString('base64');
  }
}

/** A certificate authority of a test. */
export class TestAuthority extends TestCertificate {
  static async make(name: string, algorithm: Algorithm = 'RSA'): Promise<TestAuthority> {
    const keys = await newKeys(algorithm);
    const certificate = await build(name, keys, null, { usage: CERT_SIGN_AND_CRL_SIGN }, true);
    return new TestAuthority(certificate, keys);
  }

  get pem(): string {
    return pem('CERTIFICATE', this.certificate.toSchema().toBER());
  }

  async issue(name: string, spec: Spec = {}): Promise<TestCertificate> {
    const keys = await newKeys(spec.algorithm ?? 'RSA');
    return new TestCertificate(await build(name, keys, { certificate: this.certificate, key: this.keys.privateKey }, spec, false), keys, spec.signedAt);
  }

  async revocationList(revoked: readonly TestCertificate[], at = new Date()): Promise<string> {
    const list = new CertificateRevocationList();
    list.version = 1;
    list.issuer = this.certificate.subject;
    list.thisUpdate = new Time({ type: 0, value: new Date(at.getTime() - 1000) });
    list.nextUpdate = new Time({ type: 0, value: new Date(at.getTime() + YEAR_MS) });
    list.revokedCertificates = revoked.map(({ certificate }) => new RevokedCertificate({ userCertificate: certificate.serialNumber, revocationDate: new Time({ type: 0, value: at }) }));
    await list.sign(this.keys.privateKey, 'SHA-256');
    return pem('X509 CRL', list.toSchema(true).toBER());
  }
}

async function build(name: string, keys: webcrypto.CryptoKeyPair, issuer: { certificate: Certificate; key: webcrypto.CryptoKey } | null, spec: Spec, isAuthority: boolean): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: new Uint8Array([1, ...randomBytes(8)]).buffer });
  certificate.subject = named(name, spec.subject);
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore.value = spec.from ?? new Date(Date.now() - YEAR_MS);
  certificate.notAfter.value = spec.until ?? new Date(Date.now() + 5 * YEAR_MS);
  const constraints = new BasicConstraints({ cA: isAuthority });
  const usage = new BitString({ valueHex: new Uint8Array([spec.usage ?? DIGITAL_SIGNATURE]).buffer });
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints.toSchema().toBER(), parsedValue: constraints }),
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: usage.toBER(), parsedValue: usage }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(issuer?.key ?? keys.privateKey, 'SHA-256');
  return Certificate.fromBER(certificate.toSchema(true).toBER());
}

function named(name: string, more: Readonly<Record<string, string>> = {}): RelativeDistinguishedNames {
  return new RelativeDistinguishedNames({
    typesAndValues: Object.entries({ '2.5.4.3': name, ...more }).map(([type, value]) => new AttributeTypeAndValue({ type, value: new Utf8String({ value }) })),
  });
}

function newKeys(algorithm: Algorithm): Promise<webcrypto.CryptoKeyPair> {
  return algorithm === 'RSA'
    ? webcrypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify'])
    : webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
}

function pem(kind: string, der: ArrayBuffer): string {
  return `-----BEGIN ${kind}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;
}
