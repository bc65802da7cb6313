import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The openssl program: GOST lives in an engine of its own, which Node's library cannot load. */
export class OpenSsl {
  constructor(private readonly program: string, private readonly configuration: string | null) {}

  /** @throws Error when the program is missing or refuses */
  async run(args: readonly string[], input: Buffer | string = ''): Promise<Buffer> {
    const env = this.configuration === null ? process.env : { ...process.env, OPENSSL_CONF: this.configuration };
    const child = spawn(this.program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => undefined); // it may end before it has read everything; its exit tells
    child.stdin.end(input);
    const [code] = await once(child, 'close') as [number | null];
    if (code !== 0) throw new Error(`openssl ${args[0]} ended with ${code}`);
    return Buffer.concat(chunks);
  }
}
