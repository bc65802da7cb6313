import { Agent, request as httpRequest } from 'node:http';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly latencies: number[];
  readonly errors: number;
  /** What the first failure said. */
  readonly firstError: string | null;
}

/** Sends `count` requests over `connections` kept-alive connections, each sending its next one when it has its answer. */
export async function runLoad(base: string, count: number, connections: number, next: (index: number) => Request): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let sent = 0;
  let errors = 0;
  let firstError: string | null = null;
  const worker = async (): Promise<void> => {
    while (sent < count) {
      const request = next(sent++);
      const started = process.hrtime.bigint();
      const { status, text } = await send(agent, base, request);
      latencies.push(Number(process.hrtime.bigint() - started) / 1e6);
      if (status < 200 || status > 299) {
        errors += 1;
        firstError ??= `${request.method} ${request.path} → ${status} ${text.slice(0, 500)}`;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { latencies, errors, firstError };
}

function send(agent: Agent, base: string, { method, path, body, headers }: Request): Promise<{ status: number; text: string }> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${base}${path}`, {
      agent, method, headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }); });
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
