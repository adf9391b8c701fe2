export { listSharedActions } from './change-macros.ts';
export type { MacrosDeps } from './deps.ts';
export { macroRoutes } from './routes.ts';
