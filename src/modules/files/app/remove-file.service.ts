import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Blobs } from '../../../platform/storage/index.js';
import { FileRemoved } from '../files.events.js';
import { FileRepository } from '../persistence/file.repository.js';

@Injectable()
export class RemoveFileService {
  constructor(private readonly files: FileRepository, private readonly blobs: Blobs, private readonly outbox: Outbox) {}

  /**
   * Forgets an unattached file; also one whose upload broke between bytes and row.
   * @returns false when it is attached, and stays
   */
  @Transactional()
  async forget(fileId: string): Promise<boolean> {
    if (!(await this.files.deleteUnattached(fileId))) return false;
    await this.outbox.publish(FileRemoved, { fileId });
    return true;
  }

  /** May be called twice. */
  removeBytes(fileId: string): Promise<void> {
    return this.blobs.remove(fileId);
  }
}
