import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { type BlobPart, Blobs, checkKey, isKey, type StagedBlob } from './blobs.js';
import { Staging, type StagedFile } from './staging.js';

type Sdk = typeof import('@aws-sdk/client-s3');

export interface S3Settings {
  /** Null: Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket stands in the path, not in the name of the host. */
  readonly pathStyle: boolean;
}

const CONNECT_MS = 5_000;
const REQUEST_MS = 30_000;
const TRIES = 4;

/**
 * Blobs as objects of a bucket of their own, in any store that speaks S3. They come in on this machine first: a stream
 * that breaks or is too long never reaches the store, and an object appears whole, checked by its sum, or not at all.
 */
export class S3Blobs extends Blobs {
  private readonly staging: Staging;
  private connected: Promise<{ sdk: Sdk; client: S3Client }> | null = null;

  /** @param incoming a folder of this machine where bytes wait until they are kept */
  constructor(private readonly settings: S3Settings, incoming: string) {
    super();
    this.staging = new Staging(incoming);
  }

  async stage(source: AsyncIterable<Buffer>): Promise<StagedBlob> {
    const staged = await this.staging.receive(source);
    const { size, sha256, head, open, discard } = staged;
    return { size, sha256, head, open, discard, keep: (key) => this.keep(staged, key) };
  }

  async open(key: string, part?: BlobPart): Promise<Readable | null> {
    const { sdk, client } = await this.connect();
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.object(key), ...(part === undefined ? {} : { Range: `bytes=${part.start}-${part.end}` }) }));
      return Body as Readable;
    } catch (error) {
      if (error instanceof sdk.NoSuchKey) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const { sdk, client } = await this.connect();
    await client.send(new sdk.DeleteObjectCommand(this.object(key)));
  }

  async *keys(): AsyncIterable<string> {
    const { sdk, client } = await this.connect();
    for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket: this.settings.bucket })) {
      for (const { Key } of Contents) if (Key !== undefined && isKey(Key)) yield Key;
    }
  }

  private async keep({ path, sha256, discard }: StagedFile, key: string): Promise<void> {
    const { sdk, client } = await this.connect();
    // In memory, so that it can be sent again when the store is busy; files have a few megabytes at most.
    const Body = await readFile(path);
    await client.send(new sdk.PutObjectCommand({ ...this.object(key), Body, ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') }));
    await discard();
  }

  private object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.settings.bucket, Key: checkKey(key) };
  }

  /** Loaded on use: it takes memory, and most installations have a disk. */
  private connect(): Promise<{ sdk: Sdk; client: S3Client }> {
    // The version is pinned: what later ones need is no concern of whoever runs this one.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    this.connected ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: new sdk.S3Client(this.options()) }));
    return this.connected;
  }

  private options(): S3ClientConfig {
    const { endpoint, region, accessKeyId, secretAccessKey, pathStyle } = this.settings;
    return {
      region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: pathStyle, ...(endpoint === null ? {} : { endpoint }),
      maxAttempts: TRIES, requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
      // Stores other than Amazon's know only what the protocol had from the start.
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    };
  }
}
