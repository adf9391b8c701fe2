export { attachFiles, discardFiles, listAttachments } from './attach-files.ts';
export type { FilesDeps } from './deps.ts';
export { fileJobs } from './jobs.ts';
export { fileRoutes } from './routes.ts';
export { uploadFile } from './upload-file.ts';
