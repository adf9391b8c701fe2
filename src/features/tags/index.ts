export { readTags } from './change-tags.ts';
export { tagsFollower } from './follower.ts';
export { RENAME_KIND, renameBearers } from './rename-tag.ts';
export { tagsRoutes } from './routes.ts';
