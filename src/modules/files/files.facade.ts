import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../platform/database/index.js';
import { Due } from '../../platform/due/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { Blobs } from '../../platform/storage/index.js';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import { DomainError } from '../../shared/domain-error.js';
import { EXPIRE, UNATTACHED_MS } from './app/unattached.js';
import { MakeFile } from './app/make-file.service.js';
import type { FileDescription, MadeFile, ObjectRef } from './files.contracts.js';
import { FileRepository } from './persistence/file.repository.js';

/** Files for the modules that show them (SE-6). */
@Injectable()
export class FilesFacade {
  constructor(
    private readonly files: FileRepository,
    private readonly objects: ObjectTypes,
    private readonly due: Due,
    private readonly making: MakeFile,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Attaches files to an object: from now on whoever may see the object may see them, and they stay. A draft counts.
   * Files attached to this object already are fine, so a whole list may be said again.
   * @param object its type is registered with `ObjectTypes`
   * @throws DomainError files.cannot_attach when one is not the actor's own, not there, or hangs elsewhere
   */
  @Transactional()
  async attach(actor: Pick<Actor, 'personId'>, fileIds: readonly string[], object: ObjectRef): Promise<void> {
    if (!this.objects.isKnown(object.objectType)) throw new Error(`Object type ${object.objectType} is not registered`);
    const ids = [...new Set(fileIds)];
    if (ids.length === 0) return;
    const attached = await this.files.attach(actor.personId, ids, object, this.clock.now());
    if (attached !== ids.length) throw new DomainError('files.cannot_attach');
    for (const id of ids) await this.due.cancel(EXPIRE, id);
  }

  /**
   * Keeps a document the program made, outside any transaction (it writes bytes), until it is attached: `attach` as the
   * person it was made for. @returns its id
   */
  make(file: MadeFile): Promise<string> {
    return this.making.run(file);
  }

  /** Takes files off an object; nobody but the uploader sees them then, and they vanish after 24 hours. */
  @Transactional()
  async detach(_actor: Actor | null, fileIds: readonly string[], object: ObjectRef): Promise<void> {
    const at = new Date(this.clock.now().getTime() + UNATTACHED_MS);
    for (const id of await this.files.detach(fileIds, object)) await this.due.plan({ kind: EXPIRE, key: id, at });
  }

  /** What is known of these files, in this order; those that are not there are left out. The caller answers for who asks. */
  describe(fileIds: readonly string[]): Promise<FileDescription[]> {
    return fileIds.length === 0 ? Promise.resolve([]) : this.files.byIds(fileIds);
  }

  /** The bytes as they are kept, for the program's own eyes; null when they are not there (any more). Not inside a transaction. */
  async bytes(fileId: string): Promise<Buffer | null> {
    const stream = await this.blobs.open(fileId);
    return stream === null ? null : buffer(stream);
  }
}
