export { type AttachRequest, attachFiles, discardFiles, listAttachments } from './attach-files.ts';
export type { FilesDeps, Uploader } from './deps.ts';
export { fileJobs } from './jobs.ts';
export { fileRoutes } from './routes.ts';
export { scanFile } from './scan-file.ts';
