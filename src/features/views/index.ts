export { readPage as readPageOfView } from './read-views.ts';
export { viewsRoutes } from './routes.ts';
