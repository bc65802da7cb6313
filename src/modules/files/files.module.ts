import { Module } from '@nestjs/common';
import { AntivirusModule } from '../../platform/antivirus/index.js';
import { StorageModule } from '../../platform/storage/index.js';
import { AuditModule } from '../audit/index.js';
import { MakeFile } from './app/make-file.service.js';
import { ReadFileService } from './app/read-file.service.js';
import { RemoveFileService } from './app/remove-file.service.js';
import { ScanFileService } from './app/scan-file.service.js';
import { ScanOldFiles } from './app/scan-old-files.service.js';
import { UploadFileService } from './app/upload-file.service.js';
import { ContentInspection } from './content/content-inspection.js';
import './files.errors.js';
import { FilesRegistrations } from './files-registrations.js';
import { FilesFacade } from './files.facade.js';
import './files.permissions.js';
import { FilesPolicy } from './files.policy.js';
import { FilesController } from './http/files.controller.js';
import { UploadForm } from './http/upload-form.js';
import { ScanHandler } from './jobs/scan.handler.js';
import { ScanOldHandler } from './jobs/scan-old.handler.js';
import { UnattachedFilesHandler } from './jobs/unattached-files.handler.js';
import { FileRepository } from './persistence/file.repository.js';

@Module({
  imports: [AuditModule, StorageModule, AntivirusModule],
  controllers: [FilesController],
  providers: [FileRepository, FilesPolicy, UploadFileService, MakeFile, ReadFileService, RemoveFileService, ScanFileService, ScanOldFiles, ContentInspection, UploadForm,
    UnattachedFilesHandler, ScanHandler, ScanOldHandler, FilesRegistrations, FilesFacade],
  exports: [FilesFacade],
})
export class FilesModule {}
