import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { Due } from '../../../platform/due/index.js';
import { Blobs, type StagedBlob } from '../../../platform/storage/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { cleanFileName } from '../domain/file-name.js';
import { extensionsOf, FILE_PURPOSES, type FilePurpose } from '../domain/purposes.js';
import type { FileDescription } from '../files.contracts.js';
import { FileRepository } from '../persistence/file.repository.js';
import { EXPIRE, UNATTACHED_MS } from './unattached.js';

/** Enough for any honest form; keeps one person from filling the disk. */
const MOST_UNATTACHED = 50;
const KEY_MS = 24 * 3600 * 1000;

export interface Upload {
  readonly purpose: FilePurpose;
  /** As the sender calls it. */
  readonly name: string;
  readonly staged: StagedBlob;
  /** Idempotency-Key: the same upload again gives the same file. */
  readonly uploadKey: string | null;
}

/** Takes an uploaded file in (SE-6). Nobody waits for the sender inside a transaction: the bytes are here already. */
@Injectable()
export class UploadFileService {
  constructor(
    private readonly files: FileRepository,
    private readonly blobs: Blobs,
    private readonly due: Due,
    private readonly clock: Clock,
  ) {}

  /** Takes the bytes in, aside; the caller discards what is not uploaded then. */
  receive(bytes: AsyncIterable<Buffer>): Promise<StagedBlob> {
    return this.blobs.stage(bytes);
  }

  /** @throws InvalidInput files.type; DomainError files.too_many, idempotency.key_reused */
  async upload(actor: Actor, upload: Upload): Promise<FileDescription> {
    const mediaType = await typeByContent(upload);
    return (await this.uploadedBefore(actor, upload)) ?? (await this.keep(actor, upload, mediaType));
  }

  private async keep(actor: Actor, { purpose, name, staged, uploadKey }: Upload, mediaType: string): Promise<FileDescription> {
    const now = this.clock.now();
    if ((await this.files.countUnattached(actor.personId)) >= MOST_UNATTACHED) throw new DomainError('files.too_many', {}, { retryAfter: 3600 });
    const id = newId();
    // First the plan to forget it, then the bytes, then the row: whatever breaks in between, nothing stays for ever.
    await this.due.plan({ kind: EXPIRE, key: id, at: new Date(now.getTime() + UNATTACHED_MS) });
    await staged.keep(id);
    const inserted = await this.files.insert({
      id, purpose, name: cleanFileName(name), mediaType, size: staged.size, sha256: staged.sha256, state: 'not_scanned',
      uploadedBy: actor.personId, uploadedAt: now, uploadKey,
    });
    if (inserted) return (await this.files.byIds([id]))[0]!;
    await this.blobs.remove(id); // a twin with the same key was quicker
    return (await this.uploadedBefore(actor, { purpose, name, staged, uploadKey }))!;
  }

  private async uploadedBefore(actor: Actor, { purpose, staged, uploadKey }: Upload): Promise<FileDescription | null> {
    if (uploadKey === null) return null;
    await this.files.forgetUploadKeys(actor.personId, new Date(this.clock.now().getTime() - KEY_MS));
    const file = await this.files.byUploadKey(actor.personId, uploadKey);
    if (file !== null && (file.sha256 !== staged.sha256 || file.purpose !== purpose)) throw new DomainError('idempotency.key_reused');
    return file;
  }
}

/** The type told by the first bytes, never by name or header; the purpose must take it. */
async function typeByContent({ purpose, staged }: Upload): Promise<string> {
  const found = (await fileTypeFromBuffer(staged.head))?.mime ?? '';
  if (extensionsOf(purpose, found).length > 0) return found;
  const accepted = Object.values(FILE_PURPOSES[purpose].types).map(([usual]) => usual.toUpperCase());
  throw new InvalidInput([{ pointer: '/file', code: 'files.type', params: { limit: accepted } }]);
}
