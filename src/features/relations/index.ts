export type { RelationsDeps } from './deps.ts';
export { linksFollower } from './follower.ts';
export { mergeConversations } from './merge-conversations.ts';
export { relationsRoutes } from './routes.ts';
export { splitConversation } from './split-conversation.ts';
