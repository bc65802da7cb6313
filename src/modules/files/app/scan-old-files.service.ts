import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { FileRepository } from '../persistence/file.repository.js';
import { ScanFileService } from './scan-file.service.js';

/** At one go; the rest waits for the next. */
const MOST = 200;
/** So many failures in a row are the antivirus', not the files'. */
const MOST_FAILURES = 3;
const ASKED_AGAIN_AFTER_MS = 15 * 60_000;

/**
 * Files that came while there was no antivirus are asked about once there is one, the oldest first (SE-6). They stay readable until
 * the answer: people have been using them all along. One that cannot be answered for goes to the end of the line.
 */
@Injectable()
export class ScanOldFiles {
  constructor(private readonly files: FileRepository, private readonly scanning: ScanFileService, private readonly clock: Clock) {}

  /** Whether any is left. */
  areLeft(): Promise<boolean> {
    return this.files.anyNotScanned();
  }

  /** Takes the next ones; a crash in between costs nothing but the time until they are asked about again. */
  async scanSome(): Promise<void> {
    let failures = 0;
    for (let i = 0; i < MOST && failures < MOST_FAILURES; i += 1) {
      const now = this.clock.now();
      const id = await this.files.nextNotScanned(now, new Date(now.getTime() - ASKED_AGAIN_AFTER_MS));
      if (id === null) return;
      failures = (await this.scanning.scanOld(id)) ? 0 : failures + 1;
    }
  }
}
