export { listSharedActions } from './change-macros.ts';
export { macroRoutes } from './routes.ts';
