import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The certificates a portal may sign with, the coming ones beside the present: it changes them without notice. Files are
 * read again when they have changed, so that one is added or taken away without a restart.
 */
export class TrustedCertificates {
  private print = '';
  private list: readonly X509Certificate[] = [];

  /** @param paths PEM files, or folders of them */
  constructor(private readonly paths: readonly string[]) {}

  /** Those valid at an instant. @throws Error when a file cannot be read */
  at(now: Date): readonly X509Certificate[] {
    const files = this.paths.flatMap((path) => (statSync(path).isDirectory()
      ? readdirSync(path).sort().filter((name) => /\.(pem|crt|cer)$/.test(name)).map((name) => join(path, name)) : [path]));
    const print = files.map((file) => {
      const { mtimeMs, size, ino } = statSync(file);
      return [file, mtimeMs, size, ino].join(':');
    }).join('|');
    if (print !== this.print) {
      this.list = files.flatMap((file) => (readFileSync(file, 'utf8').match(PEM) ?? []).map((pem) => new X509Certificate(pem)));
      this.print = print;
    }
    return this.list.filter((c) => Date.parse(c.validFrom) <= now.getTime() && now.getTime() < Date.parse(c.validTo));
  }
}
