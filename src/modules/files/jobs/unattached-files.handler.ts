import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { EXPIRE } from '../app/unattached.js';
import { RemoveFileService } from '../app/remove-file.service.js';
import { FileRemoved } from '../files.events.js';

/** Files nobody attached vanish after 24 hours (api.md, Uploads): first the row, then, when that is committed, the bytes. */
@Injectable()
export class UnattachedFilesHandler {
  constructor(private readonly removal: RemoveFileService) {}

  @OnDue(EXPIRE)
  async expire(item: DueItem): Promise<void | 'missed'> {
    return (await this.removal.forget(item.key)) ? undefined : 'missed';
  }

  @OnEvent(FileRemoved, 'files.remove-bytes')
  async removeBytes(event: Delivered<{ fileId: string }>): Promise<void> {
    await this.removal.removeBytes(event.payload.fileId);
  }
}
