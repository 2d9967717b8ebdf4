export { ImportStore, type StoredImport } from './import.store.js';
export { ImportsModule } from './imports.module.js';
export { RunImport } from './run-import.js';
export { StartImport } from './start-import.js';
export { UploadImport } from './upload-import.js';
export { TakeBackImport } from './take-back-import.js';
