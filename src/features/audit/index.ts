export { currentAsker, keepAsker, withAsker } from './asker.ts';
export { auditKeyOf, toHex } from './hash-seal.ts';
export { auditRoutes } from './routes.ts';
export { createSealer } from './run-sealer.ts';
export { type AuditEntry, writeAudit, writeAudits } from './store.ts';
export { readHead } from './store-seals.ts';
export { type AuditFault, verifyAudit } from './verify.ts';
