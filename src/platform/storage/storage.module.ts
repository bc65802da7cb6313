import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Blobs } from './blobs.js';
import { DiskBlobs } from './disk-blobs.js';
import { S3Blobs } from './s3-blobs.js';

/** Bytes of files; imported by the files module only. */
@Module({
  providers: [{ provide: Blobs, inject: [Config], useFactory: blobsOf }],
  exports: [Blobs],
})
export class StorageModule {}

/** The store of a configuration: a bucket when there is one (`S3_BUCKET`), else a folder of DATA_DIR. */
export function blobsOf(config: Config): Blobs {
  const folder = join(config.dataDir, 'files');
  const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = config.settings;
  if (S3_BUCKET === null || S3_ACCESS_KEY_ID === null || S3_SECRET_ACCESS_KEY === null) return new DiskBlobs(folder);
  return new S3Blobs({
    endpoint: S3_ENDPOINT, region: S3_REGION, bucket: S3_BUCKET, accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY, pathStyle: S3_PATH_STYLE,
  }, join(folder, 'incoming'));
}
