export type { TasksDeps } from './deps.ts';
export { expectationOf } from './expectation-of.ts';
export { createPassesFollower } from './follow-passes.ts';
export { taskRoutes } from './routes.ts';
export { fileSeenInTask } from './show-task.ts';
