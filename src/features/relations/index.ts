export { linksFollower } from './follower.ts';
export { relationsRoutes } from './routes.ts';
