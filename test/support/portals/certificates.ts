import { createPrivateKey, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Integer, PrintableString } from 'asn1js';
import * as pki from 'pkijs';

export interface MadeCertificate {
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly certificate: pki.Certificate;
}

const DAY_MS = 24 * 3600 * 1000;
let serial = 1;

/** A certificate of its own with an RSA key, for tests. */
export async function makeCertificate(name: string, from = new Date(Date.now() - DAY_MS), until = new Date(Date.now() + 30 * DAY_MS)): Promise<MadeCertificate> {
  const keys = await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify']);
  const certificate = new pki.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: serial++ });
  for (const who of [certificate.issuer, certificate.subject]) who.typesAndValues.push(new pki.AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: name }) }));
  certificate.notBefore.value = from;
  certificate.notAfter.value = until;
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.toSchema(true).toBER()).toString('base64').match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`;
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { pem, certificate, privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }) };
}

/** Writes certificate and key as PEM files. */
export function writePem(made: MadeCertificate, certificate: string, key: string): void {
  writeFileSync(certificate, made.pem);
  writeFileSync(key, made.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
}
