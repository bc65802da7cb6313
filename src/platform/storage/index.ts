export { type BlobPart, Blobs, HEAD_BYTES, type StagedBlob } from './blobs.js';
export { DiskBlobs } from './disk-blobs.js';
export { blobsOf, StorageModule } from './storage.module.js';
