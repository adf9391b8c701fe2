export { createLive, type Live } from './create-live.ts';
export type { AgentState, LiveDeps } from './deps.ts';
