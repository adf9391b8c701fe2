export { createLive } from './create-live.ts';
