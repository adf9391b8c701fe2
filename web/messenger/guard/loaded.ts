/** All that is fetched on the first typing. */
export { findSecrets, mayBeKept } from './find-secrets.ts';
export { GuardPanel } from './panel.tsx';
