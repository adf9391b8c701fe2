export { cannedRoutes } from './routes.ts';
export { saveCannedResponse } from './store.ts';
