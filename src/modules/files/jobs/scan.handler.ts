import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { RemoveFileService } from '../app/remove-file.service.js';
import { SCAN_AGAIN, ScanFileService } from '../app/scan-file.service.js';
import { FileRejected, FileToScan, type RejectedFile, type ScanOrder } from '../files.events.js';

/** The way of a file through quarantine. */
@Injectable()
export class ScanHandler {
  constructor(private readonly scanning: ScanFileService, private readonly removal: RemoveFileService) {}

  @OnEvent(FileToScan, 'files.scan')
  async scan({ payload }: Delivered<ScanOrder>): Promise<void> {
    await this.scanning.scan(payload.fileId, payload.attempt);
  }

  @OnDue(SCAN_AGAIN)
  async again({ key, payload }: DueItem): Promise<void | 'missed'> {
    return this.scanning.askAgain(key, Number(payload['attempt'] ?? 0));
  }

  /** What is refused is not kept. */
  @OnEvent(FileRejected, 'files.remove-rejected')
  async removeBytes({ payload }: Delivered<RejectedFile>): Promise<void> {
    await this.removal.removeBytes(payload.fileId);
  }
}
