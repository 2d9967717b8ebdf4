import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../privacy/index.js';
import { CancelImport } from './cancel-import.js';
import { EraseFromImports } from './erase-from-imports.js';
import { ImportFiles } from './import-files.js';
import { ImportStore } from './import.store.js';
import { ImportsAdminController } from './imports.admin.controller.js';
import { PreviewImport } from './preview-import.js';
import { RefusedRows } from './refused-rows.js';
import { ReleaseImports } from './release-imports.js';
import { RunImport } from './run-import.js';
import { RunImportJob } from './run-import.job.js';
import { StartImport } from './start-import.js';
import { TakeBackImport } from './take-back-import.js';
import { TakeBackImportJob } from './take-back-import.job.js';
import { UndoImport } from './undo-import.js';
import { UploadImport } from './upload-import.js';

@Module({
  imports: [PrivacyModule],
  controllers: [ImportsAdminController],
  providers: [EraseFromImports, ImportStore, ImportFiles, UploadImport, PreviewImport, StartImport, RunImport, RunImportJob, ReleaseImports, CancelImport, RefusedRows, UndoImport, TakeBackImport, TakeBackImportJob],
  exports: [UploadImport, StartImport, RunImport, ImportStore],
})
export class ImportsModule {}
