export { type ExportWish, exportConversations } from './export-conversations.ts';
export { exportRoutes, pagesOfAll } from './routes.ts';
