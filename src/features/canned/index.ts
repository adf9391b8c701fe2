export { cannedRoutes } from './routes.ts';
export { listCannedResponses, saveCannedResponse } from './store.ts';
