import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The program ran, and refused. */
export class OpenSslRefused extends Error {
  /** @param said what it wrote to its standard error: for codes in it, never for the log */
  constructor(command: string, code: number | null, readonly said: string) {
    super(`openssl ${command} ended with ${code}`);
  }
}

/** The openssl program: GOST lives in an engine of its own, which Node's library cannot load. */
export class OpenSsl {
  constructor(private readonly program: string, private readonly configuration: string | null) {}

  /** @throws OpenSslRefused; Error when the program is missing */
  async run(args: readonly string[], input: Buffer | string = ''): Promise<Buffer> {
    const env = this.configuration === null ? process.env : { ...process.env, OPENSSL_CONF: this.configuration };
    const child = spawn(this.program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const [out, said]: Buffer[][] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out!.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said!.push(chunk));
    child.stdin.on('error', () => undefined); // it may end before it has read everything; its exit tells
    child.stdin.end(input);
    const [code] = await once(child, 'close') as [number | null];
    if (code !== 0) throw new OpenSslRefused(args[0] ?? '', code, Buffer.concat(said!).toString('latin1'));
    return Buffer.concat(out!);
  }
}
