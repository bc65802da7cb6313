export type { FileDescription, FileState, MadeFile, ObjectRef } from './files.contracts.js';
export { FileRemoved } from './files.events.js';
export { FilesFacade } from './files.facade.js';
export { FilesModule } from './files.module.js';
