import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The engine is a package of the system's (Debian: libengine-gost-openssl). CI installs it, and says that it must be there. */
export function gostEngine(): boolean {
  try {
    if (execFileSync('openssl', ['engine', '-t', 'gost'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().includes('[ available ]')) return true;
  } catch {
    // The program is missing, or refuses: the engine is not there either.
  }
  if (process.env['GOST_ENGINE'] === 'required') throw new Error('The GOST engine of openssl is required here, and missing');
  return false;
}

const CONFIG = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
crlnumber = crlnumber
default_md = md_gost12_256
default_crl_days = 5
certificate = ca.pem
private_key = ca.key
policy = any
new_certs_dir = .
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
`;

/** An authority whose keys and certificates are GOST R 34.10-2012, made by the openssl program. */
export class GostAuthority {
  readonly dir = mkdtempSync(join(tmpdir(), 'school-cabinet-gost-'));
  private serial = 0;

  constructor() {
    for (const [name, content] of [['ca.cnf', CONFIG], ['index.txt', ''], ['serial', '01\n'], ['crlnumber', '01\n']] as const) writeFileSync(join(this.dir, name), content);
    this.key('ca.key');
    this.openssl('req', '-x509', '-new', '-engine', 'gost', '-config', 'ca.cnf', '-key', 'ca.key', '-md_gost12_256', '-days', '3650', '-subj', '/CN=GOST', '-out', 'ca.pem',
      '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-addext', 'subjectKeyIdentifier=hash');
  }

  get pem(): string {
    return readFileSync(join(this.dir, 'ca.pem'), 'utf8');
  }

  issue(name: string, days = 30): GostCertificate {
    const file = `c${++this.serial}`;
    this.key(`${file}.key`);
    this.openssl('req', '-new', '-engine', 'gost', '-config', 'ca.cnf', '-utf8', '-key', `${file}.key`, '-md_gost12_256', '-subj', `/CN=${name}`, '-out', `${file}.csr`);
    writeFileSync(join(this.dir, `${file}.ext`), 'keyUsage=critical,digitalSignature\n');
    this.openssl('ca', '-engine', 'gost', '-batch', '-config', 'ca.cnf', '-utf8', '-in', `${file}.csr`, '-out', `${file}.pem`, '-days', String(days), '-notext', '-extfile', `${file}.ext`);
    return new GostCertificate(this, file);
  }

  /** The present list, with what was revoked so far. */
  revocationList(...revoked: GostCertificate[]): string {
    for (const { file } of revoked) this.openssl('ca', '-engine', 'gost', '-config', 'ca.cnf', '-revoke', `${file}.pem`);
    this.openssl('ca', '-engine', 'gost', '-config', 'ca.cnf', '-gencrl', '-out', 'list.crl');
    return readFileSync(join(this.dir, 'list.crl'), 'utf8');
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.dir, stdio: ['ignore', 'pipe', 'ignore'] });
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private key(name: string): void {
    this.openssl('genpkey', '-engine', 'gost', '-algorithm', 'gost2012_256', '-pkeyopt', 'paramset:A', '-out', name);
  }
}

/** A certificate with its key, as a person's token holds it. */
export class GostCertificate {
  constructor(private readonly authority: GostAuthority, readonly file: string) {}

  /** A detached CMS signature, base64. */
  sign(data: Buffer): string {
    writeFileSync(join(this.authority.dir, 'to-sign'), data);
    this.authority.openssl('cms', '-sign', '-engine', 'gost', '-binary', '-in', 'to-sign', '-signer', `${this.file}.pem`, '-inkey', `${this.file}.key`, '-md', 'md_gost12_256', '-outform', 'DER', '-out', 'signed');
    return readFileSync(join(this.authority.dir, 'signed')).toString('base64');
  }
}
