export type { RequestsDeps } from './deps.ts';
export { requestsRoutes } from './routes.ts';
