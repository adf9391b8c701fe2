export { listSharedActions } from './change-macros.ts';
export { type ReadyMacro, readyMacro } from './ready-macro.ts';
export { macroRoutes } from './routes.ts';
