export { requestsRoutes } from './routes.ts';
