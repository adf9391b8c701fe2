export { type Asker, currentAsker, keepAsker, withAsker } from './asker.ts';
export { type AuditEntry, writeAudit } from './store.ts';
