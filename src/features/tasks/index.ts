export type { TasksDeps } from './deps.ts';
export { expectationOf } from './expectation-of.ts';
export { passesFollower } from './follow-passes.ts';
export { taskRoutes } from './routes.ts';
export { fileSeenInTask } from './show-task.ts';
export { eraseWords as eraseTaskWords } from './store.ts';
