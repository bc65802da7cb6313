import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Antivirus, AntivirusFailed, type Verdict } from './antivirus.js';

const LONGEST_ANSWER = 4096;

/** ClamAV's daemon by its own protocol (clamd(8), INSTREAM): chunks led by their length, an empty one ends, one line answers. */
export class ClamdAntivirus extends Antivirus {
  override readonly isSetUp = true;

  /**
   * @param url `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`
   * @param timeoutMs for a whole scan
   */
  constructor(private readonly url: string, private readonly timeoutMs: number) {
    super();
  }

  override async scan(bytes: AsyncIterable<Buffer>): Promise<Verdict> {
    const socket = this.connect();
    const deadline = setTimeout(() => socket.destroy(new AntivirusFailed('timeout')), this.timeoutMs);
    // A file that cannot be read to its end is not waited for; an answer before the end counts.
    pipeline(Readable.from(frames(bytes)), socket, { end: false }).catch(() => socket.destroy(new AntivirusFailed('no_answer')));
    try {
      return judge(await answerOf(socket));
    } finally {
      clearTimeout(deadline);
      socket.destroy();
    }
  }

  private connect(): Socket {
    const { protocol, hostname, port, pathname } = new URL(this.url);
    return protocol === 'unix:' ? connect(decodeURIComponent(pathname)) : connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
  }
}

async function* frames(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of bytes) {
    if (chunk.length > 0) yield Buffer.concat([lengthOf(chunk), chunk]); // an empty chunk would end the file
  }
  yield Buffer.alloc(4);
}

function lengthOf(chunk: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
      const end = answer.indexOf('\0');
      if (end >= 0) resolve(answer.slice(0, end));
      else if (answer.length > LONGEST_ANSWER) reject(new AntivirusFailed('answer'));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => reject(error instanceof AntivirusFailed ? error : new AntivirusFailed(error.code ?? 'no_answer')));
    socket.on('close', () => reject(new AntivirusFailed('no_answer')));
  });
}

function judge(answer: string): Verdict {
  if (answer === 'stream: OK') return { clean: true };
  const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (found !== undefined) return { clean: false, found };
  throw new AntivirusFailed(answer.startsWith('INSTREAM size limit exceeded') ? 'size_limit' : 'answer');
}
