import { Module } from '@nestjs/common';
import { StorageModule } from '../../platform/storage/index.js';
import { AuditModule } from '../audit/index.js';
import { MakeFile } from './app/make-file.service.js';
import { ReadFileService } from './app/read-file.service.js';
import { RemoveFileService } from './app/remove-file.service.js';
import { UploadFileService } from './app/upload-file.service.js';
import { ContentInspection } from './content/content-inspection.js';
import './files.errors.js';
import { FilesFacade } from './files.facade.js';
import './files.permissions.js';
import { FilesPolicy } from './files.policy.js';
import { FilesController } from './http/files.controller.js';
import { UploadForm } from './http/upload-form.js';
import { UnattachedFilesHandler } from './jobs/unattached-files.handler.js';
import { FileRepository } from './persistence/file.repository.js';

@Module({
  imports: [AuditModule, StorageModule],
  controllers: [FilesController],
  providers: [FileRepository, FilesPolicy, UploadFileService, MakeFile, ReadFileService, RemoveFileService, ContentInspection, UploadForm, UnattachedFilesHandler, FilesFacade],
  exports: [FilesFacade],
})
export class FilesModule {}
