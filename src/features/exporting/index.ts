export { type ExportDeps, type ExportWish, exportConversations } from './export-conversations.ts';
export { type ExportRoutesDeps, exportRoutes, pagesOfAll } from './routes.ts';
