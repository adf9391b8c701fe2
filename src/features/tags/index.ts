export { changeTags, readTags } from './change-tags.ts';
export { tagsFollower } from './follower.ts';
export { RENAME_KIND, type RenameDeps, renameBearers } from './rename-tag.ts';
export { type TagsDeps, tagsRoutes } from './routes.ts';
