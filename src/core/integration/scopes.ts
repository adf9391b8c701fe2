/** What a key of another system may do. A key has what it was given and nothing else; there is no scope for everything. */
export const SCOPES = [
  'conversations:read',
  'conversations:write',
  'messages:read',
  'messages:write',
  'customers:read',
  'tasks:read',
  'tasks:write',
  'incidents:read',
  'incidents:write',
  'complaints:read',
  'complaints:write',
  'feedback:read',
  'feedback:write',
  'automation:read',
  'automation:write',
  'settings:read',
  'reports:read',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope =>
  (SCOPES as readonly string[]).includes(text);
