import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../../platform/config/index.js';
import type { Authorities } from './certificate-verifier.js';

const PEM = /-----BEGIN (CERTIFICATE|X509 CRL)-----([^-]+)-----END \1-----/g;

/** Authorities and their revocation lists, read at each use: a new file counts without a restart. */
@Injectable()
export class TrustStore {
  readonly caFiles: Readonly<Record<Authorities, string | null>>;
  readonly crlFiles: readonly string[];

  constructor({ settings }: Config) {
    this.caFiles = { factor: settings.CERTIFICATE_CA_FILE, qualified: settings.QUALIFIED_CA_FILE };
    this.crlFiles = settings.CERTIFICATE_CRL_FILES.split(',').map((path) => path.trim()).filter((path) => path !== '');
  }

  /** DER of each. */
  async authorities(kind: Authorities): Promise<Buffer[]> {
    const file = this.caFiles[kind];
    return file === null ? [] : read(file);
  }

  async revocationLists(): Promise<Buffer[]> {
    return (await Promise.all(this.crlFiles.map(read))).flat();
  }
}

/** A PEM bundle, or one DER. */
async function read(path: string): Promise<Buffer[]> {
  const bytes = await readFile(path);
  const blocks = [...bytes.toString('latin1').matchAll(PEM)].map(([, , body = '']) => Buffer.from(body, 'base64'));
  return blocks.length > 0 ? blocks : [bytes];
}
