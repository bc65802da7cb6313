import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Blobs } from './blobs.js';
import { DiskBlobs } from './disk-blobs.js';

/** Bytes of files; imported by the files module only. */
@Module({
  providers: [{ provide: Blobs, inject: [Config], useFactory: (config: Config) => new DiskBlobs(filesFolder(config)) }],
  exports: [Blobs],
})
export class StorageModule {}

/** Where the disk adapter keeps its files. */
export function filesFolder(config: Config): string {
  return join(config.dataDir, 'files');
}
