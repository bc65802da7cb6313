import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

const BUCKET = 'school-files';
const REGION = 'ru-central1';
const KEY_ID = 'test-key';
const SECRET = 'test secret/+';
const PAGE = 2;

/**
 * A store that speaks S3 as far as files need it, and believes nobody: every request must carry a signature (Signature
 * Version 4) that this peer, which shares no code with the client, works out for itself, over the bytes that came.
 */
export class S3Peer {
  readonly objects = new Map<string, Buffer>();
  /** How many of the next requests are told to come back later. */
  busy = 0;
  /** What was refused, in order. */
  readonly refused: string[] = [];
  private readonly server = createServer((request, response) => { void this.serve(request, response); });

  /** @returns the settings of a program that keeps its files here */
  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    const { port } = this.server.address() as { port: number };
    return { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_REGION: REGION, S3_BUCKET: BUCKET, S3_ACCESS_KEY_ID: KEY_ID, S3_SECRET_ACCESS_KEY: SECRET };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const answer = (status: number, text: string | Buffer = ''): void => { response.writeHead(status).end(text); };
    const refuse = (status: number, code: string): void => {
      this.refused.push(code);
      answer(status, `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
    };
    const url = new URL(request.url!, 'http://peer');
    if (this.busy > 0) {
      this.busy -= 1;
      return refuse(503, 'SlowDown');
    }
    const wrong = signatureProblem(request, url, body);
    if (wrong !== null) return refuse(403, wrong);
    const [, bucket, key = ''] = url.pathname.split('/');
    if (bucket !== BUCKET) return refuse(404, 'NoSuchBucket');
    if (request.method === 'PUT') return this.put(key, body, request, answer, refuse);
    if (request.method === 'DELETE') return void (this.objects.delete(key), answer(204));
    if (key === '') return answer(200, this.list(url.searchParams.get('continuation-token') ?? ''));
    const found = this.objects.get(key);
    if (found === undefined) return refuse(404, 'NoSuchKey');
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    return start === undefined ? answer(200, found) : answer(206, found.subarray(Number(start), Number(end) + 1));
  }

  private put(key: string, body: Buffer, request: IncomingMessage, answer: (status: number) => void, refuse: (status: number, code: string) => void): void {
    const sum = request.headers['x-amz-checksum-sha256'];
    if (sum !== undefined && sum !== createHash('sha256').update(body).digest('base64')) return refuse(400, 'BadDigest');
    this.objects.set(key, body);
    answer(200);
  }

  /** A few at a time, so that whoever lists must ask again. */
  private list(after: string): string {
    const keys = [...this.objects.keys()].sort().filter((key) => key > after);
    const page = keys.slice(0, PAGE);
    const more = keys.length > PAGE ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '<IsTruncated>false</IsTruncated>';
    return `<?xml version="1.0"?><ListBucketResult><Name>${BUCKET}</Name>${more}${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;
  }
}

/** What is wrong with the signature of a request, as S3 calls it. */
function signatureProblem(request: IncomingMessage, url: URL, body: Buffer): string | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (parts === null) return 'AccessDenied';
  const [, keyId, day, region, signedHeaders, signature] = parts as unknown as [string, string, string, string, string, string];
  if (keyId !== KEY_ID) return 'InvalidAccessKeyId';
  const time = String(request.headers['x-amz-date']);
  if (region !== REGION || !time.startsWith(day)) return 'AuthorizationHeaderMalformed';
  const payload = String(request.headers['x-amz-content-sha256']);
  if (payload !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const headers = signedHeaders.split(';');
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => headers.includes(name))) return 'AccessDenied';
  const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort().join('&');
  const canonical = [request.method, url.pathname, query, ...headers.map((name) => `${name}:${String(request.headers[name]).trim()}`), '', signedHeaders, payload].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(Buffer.from(`AWS4${SECRET}`), day), region));
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
