export type { BulkDeps } from './deps.ts';
export { bulkRoutes } from './routes.ts';
export { BULK_KIND, runBatch } from './run-batch.ts';
