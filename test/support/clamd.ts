import { createServer, type Server, type Socket } from 'node:net';

/** What the antivirus test file of all antiviruses looks like (eicar.org), in two halves so that this file is none. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** `hold`: reads all and says nothing until `release`. */
export type ClamdManner = 'answer' | 'hold' | 'hang_up' | 'too_large' | 'nonsense';

/** A peer that speaks clamd's protocol: INSTREAM with its chunks, answers by what is in the file. */
export class ClamdPeer {
  manner: ClamdManner = 'answer';
  /** Files it was sent whole, in order. */
  readonly files: Buffer[] = [];
  private readonly server: Server = createServer((socket) => this.serve(socket));
  private readonly held: (() => void)[] = [];
  private readonly waiting: { files: number; done: () => void }[] = [];
  private readonly sockets = new Set<Socket>();

  /** @param at a port, 0 for any, or a path of a Unix socket; @returns what CLAMD_URL is set to */
  async start(at: number | string = 0): Promise<string> {
    await new Promise<void>((resolve) => { typeof at === 'string' ? this.server.listen(at, resolve) : this.server.listen(at, '127.0.0.1', resolve); });
    const address = this.server.address();
    return typeof address === 'string' ? `unix://${address}` : `tcp://127.0.0.1:${address!.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  /** Answers everything it holds. */
  release(): void {
    this.manner = 'answer';
    for (const answer of this.held.splice(0)) answer();
  }

  /** Until it was sent so many files whole. */
  async reached(files: number): Promise<void> {
    if (this.files.length < files) await new Promise<void>((done) => { this.waiting.push({ files, done }); });
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
    let bytes = Buffer.alloc(0);
    let answered = false;
    socket.on('data', (chunk: Buffer) => {
      if (answered) return;
      bytes = Buffer.concat([bytes, chunk]);
      if (this.manner === 'hang_up') return void socket.destroy();
      if (this.manner === 'too_large') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      const file = read(bytes);
      if (file === null) return;
      answered = true;
      this.files.push(file);
      for (const { files, done } of this.waiting) if (this.files.length >= files) done();
      const answer = (): void => { socket.end(this.manner === 'nonsense' ? 'PONG\0' : `stream: ${file.includes(EICAR) ? 'Eicar-Test-Signature FOUND' : 'OK'}\0`); };
      if (this.manner === 'hold') this.held.push(answer);
      else answer();
    });
  }
}

/** The file of an INSTREAM command; null while it is not all there. */
function read(bytes: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (bytes.length < command.length) return null;
  if (bytes.toString('latin1', 0, command.length) !== command) throw new Error('This is no INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
