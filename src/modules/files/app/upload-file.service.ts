import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Limits, type Limit } from '../../../platform/limits/index.js';
import { Blobs, type StagedBlob } from '../../../platform/storage/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { ContentInspection } from '../content/content-inspection.js';
import { cleanFileName } from '../domain/file-name.js';
import { extensionsOf, FILE_PURPOSES, type FilePurpose } from '../domain/purposes.js';
import type { FileDescription } from '../files.contracts.js';
import { FileRepository, type NewFile } from '../persistence/file.repository.js';
import { ScanFileService } from './scan-file.service.js';
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

/** Looking into documents costs: nobody has an honest need for more. */
const UPLOADS: Limit = { operation: 'files.upload', most: 200, windowMs: 3600 * 1000 };

/** Takes an uploaded file in (SE-6). Nobody waits for the sender inside a transaction: the bytes are here already. */
@Injectable()
export class UploadFileService {
  constructor(
    private readonly files: FileRepository,
    private readonly blobs: Blobs,
    private readonly content: ContentInspection,
    private readonly scanning: ScanFileService,
    private readonly limits: Limits,
    private readonly due: Due,
    private readonly clock: Clock,
  ) {}

  /** Takes the bytes in, aside; the caller discards what is not uploaded then. */
  receive(bytes: AsyncIterable<Buffer>): Promise<StagedBlob> {
    return this.blobs.stage(bytes);
  }

  /** @throws InvalidInput naming what is wrong with the file; DomainError files.too_many, idempotency.key_reused, limits.too_many */
  async upload(actor: Actor, upload: Upload): Promise<FileDescription> {
    const mediaType = await typeByContent(upload);
    const before = await this.uploadedBefore(actor, upload);
    if (before !== null) return before;
    await this.refuseTooMany(actor);
    const kept = await this.inspected(upload, mediaType);
    try {
      return await this.keep(actor, upload, kept);
    } finally {
      if (kept.staged !== upload.staged) await kept.staged.discard();
    }
  }

  /** What is kept: the document as it came, or drawn anew. */
  private async inspected({ purpose, staged }: Upload, mediaType: string): Promise<Kept> {
    const inspected = await this.content.inspect(await buffer(await staged.open()), mediaType, FILE_PURPOSES[purpose].maxBytes);
    if ('refused' in inspected) throw new InvalidInput([{ pointer: '/file', code: inspected.refused, params: { limit: inspected.limit } }]);
    const { bytes } = inspected;
    return { mediaType: inspected.mediaType, staged: bytes === undefined ? staged : await this.blobs.stage(Readable.from([Buffer.from(bytes)])) };
  }

  private async keep(actor: Actor, upload: Upload, { mediaType, staged }: Kept): Promise<FileDescription> {
    const now = this.clock.now();
    const id = newId();
    // First the plan to forget it, then the bytes, then the row: whatever breaks in between, nothing stays for ever.
    await this.due.plan({ kind: EXPIRE, key: id, at: new Date(now.getTime() + UNATTACHED_MS) });
    await staged.keep(id);
    const inserted = await this.register({
      id, purpose: upload.purpose, name: cleanFileName(upload.name), mediaType, size: staged.size, sha256: staged.sha256, sentSha256: upload.staged.sha256,
      uploadedBy: actor.personId, uploadedAt: now, uploadKey: upload.uploadKey,
    });
    if (inserted) return (await this.files.byIds([id]))[0]!;
    await this.blobs.remove(id); // a twin with the same key was quicker
    return (await this.uploadedBefore(actor, upload))!;
  }

  /** The row and the order to scan it stand or fall together. */
  @Transactional()
  private async register(file: Omit<NewFile, 'state'>): Promise<boolean> {
    if (!(await this.files.insert({ ...file, state: this.scanning.newState }))) return false;
    await this.scanning.order(file.id);
    return true;
  }

  private async uploadedBefore(actor: Actor, { purpose, staged, uploadKey }: Upload): Promise<FileDescription | null> {
    if (uploadKey === null) return null;
    await this.files.forgetUploadKeys(actor.personId, new Date(this.clock.now().getTime() - KEY_MS));
    const found = await this.files.byUploadKey(actor.personId, uploadKey);
    if (found === null) return null;
    if (found.sentSha256 !== staged.sha256 || found.file.purpose !== purpose) throw new DomainError('idempotency.key_reused');
    return found.file;
  }

  private async refuseTooMany(actor: Actor): Promise<void> {
    if ((await this.files.countUnattached(actor.personId)) >= MOST_UNATTACHED) throw new DomainError('files.too_many', {}, { retryAfter: 3600 });
    await this.limits.spend(UPLOADS, actor.personId);
  }
}

interface Kept {
  /** By content; of what is kept. */
  readonly mediaType: string;
  readonly staged: StagedBlob;
}

/** The type told by the first bytes, never by name or header; the purpose must take it. */
async function typeByContent({ purpose, staged }: Upload): Promise<string> {
  const found = (await fileTypeFromBuffer(staged.head))?.mime ?? '';
  if (extensionsOf(purpose, found).length > 0) return found;
  const accepted = Object.values(FILE_PURPOSES[purpose].types).map(([usual]) => usual.toUpperCase());
  throw new InvalidInput([{ pointer: '/file', code: 'files.type', params: { limit: accepted } }]);
}
