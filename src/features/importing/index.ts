export {
  IMPORT_SOURCES,
  type ImportSource,
  importFiles,
  type Left,
} from './import-files.ts';
export { listImports } from './store.ts';
export type { ImportDeps } from './take-conversation.ts';
