import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Due } from '../../../platform/due/index.js';
import { Blobs } from '../../../platform/storage/index.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { cleanFileName } from '../domain/file-name.js';
import type { MadeFile } from '../files.contracts.js';
import { FileRepository } from '../persistence/file.repository.js';
import { EXPIRE, UNATTACHED_MS } from './unattached.js';

/** Keeps a document the program made. Like an uploaded one it vanishes after 24 hours unless it is attached. */
@Injectable()
export class MakeFile {
  constructor(private readonly files: FileRepository, private readonly blobs: Blobs, private readonly due: Due, private readonly clock: Clock) {}

  /** @returns the file's id */
  async run({ name, mediaType, bytes, madeFor }: MadeFile): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    // First the plan to forget it, then the bytes, then the row: whatever breaks in between, nothing stays for ever.
    await this.due.plan({ kind: EXPIRE, key: id, at: new Date(now.getTime() + UNATTACHED_MS) });
    const staged = await this.blobs.stage(Readable.from([bytes]));
    await staged.keep(id);
    await this.files.insert({
      id, purpose: 'issued_document', name: cleanFileName(name), mediaType, size: staged.size, sha256: staged.sha256, sentSha256: staged.sha256, state: 'clean',
      uploadedBy: madeFor, uploadedAt: now, uploadKey: null,
    });
    return id;
  }
}
