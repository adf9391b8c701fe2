export type { ImportDeps } from './deps.ts';
export {
  IMPORT_SOURCES,
  type ImportSource,
  importFiles,
  type Left,
} from './import-files.ts';
export { createFileOpener } from './open-file.ts';
export { listImports } from './store.ts';
