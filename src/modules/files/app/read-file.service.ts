import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type BlobPart, Blobs } from '../../../platform/storage/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import type { FileDescription } from '../files.contracts.js';
import { FilesPolicy } from '../files.policy.js';
import { FileRepository } from '../persistence/file.repository.js';

@Injectable()
export class ReadFileService {
  constructor(
    private readonly files: FileRepository,
    private readonly policy: FilesPolicy,
    private readonly blobs: Blobs,
    private readonly audit: AuditFacade,
  ) {}

  /** @throws DomainError object.not_found, also for a file the actor may not see */
  async describe(actor: Actor, id: string): Promise<FileDescription> {
    const file = (await this.files.byIds([id]))[0];
    if (file === undefined || !(await this.policy.mayRead(actor, file))) throw notFound();
    return file;
  }

  /**
   * The bytes; reading somebody else's file is in the audit log (SE-1).
   * @param partOf which of them, once it is known that the file may be read; null: all
   * @throws DomainError files.being_checked, files.rejected: nobody gets what the antivirus has not answered for
   */
  async open<P extends BlobPart | null>(actor: Actor, id: string, partOf: (file: FileDescription) => P): Promise<{ file: FileDescription; part: P; bytes: Readable }> {
    const file = await this.describe(actor, id);
    if (file.state === 'scanning') throw new DomainError('files.being_checked', {}, { retryAfter: 30 });
    if (file.state === 'rejected') throw new DomainError('files.rejected');
    const part = partOf(file);
    if (file.uploadedBy !== actor.personId) {
      await this.audit.record(actor, {
        operation: 'files.read', objectType: 'files.file', objectId: id, schoolId: actor.schoolId, outcome: 'success',
        details: file.attachedTo === null ? {} : { of: file.attachedTo.objectType, ofId: file.attachedTo.objectId },
      });
    }
    const bytes = await this.blobs.open(id, part ?? undefined);
    if (bytes === null) throw new Error('A registered file has no bytes');
    return { file, part, bytes };
  }
}
