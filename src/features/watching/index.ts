export { type Alarm, raiseAlarm } from './alarm.ts';
export type { WatchingDeps } from './deps.ts';
export { TELL_KIND, tellNews, watchingFollower } from './follower.ts';
export { keepMentions } from './keep-mentions.ts';
export { watchingRoutes } from './routes.ts';
export { copyWatchers } from './store.ts';
