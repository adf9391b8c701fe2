import type {
  BookTrial,
  DeskRule,
  RuleApplications,
  RuleHistory,
  RuleTrial,
} from '../../../src/contract/automation.ts';
import type { Problem } from '../../../src/core/automation/problem.ts';
import type { RuleDefinition } from '../../../src/core/automation/rule.ts';
import { request } from '../api/request.ts';

interface RuleList {
  readonly rules: readonly DeskRule[];
}

const path = (ruleId: string): string => `/api/desk/rules/${ruleId}`;

export const listRules = (): Promise<RuleList> => request('GET', '/api/desk/rules');
export const createRule = (definition: RuleDefinition): Promise<{ readonly ruleId: string }> =>
  request('POST', '/api/desk/rules', { body: definition });
export const draftRule = (ruleId: string, definition: RuleDefinition): Promise<RuleList> =>
  request('PUT', `${path(ruleId)}/draft`, { body: definition });
export const publishRule = (ruleId: string, note: string): Promise<RuleList> =>
  request('POST', `${path(ruleId)}/publish`, { body: { note } });
export const rollBackRule = (ruleId: string, version: number, note: string): Promise<RuleList> =>
  request('POST', `${path(ruleId)}/roll-back`, { body: { version, note } });
export const switchOffRule = (ruleId: string): Promise<RuleList> =>
  request('POST', `${path(ruleId)}/off`);
export const removeRule = (ruleId: string): Promise<RuleList> => request('DELETE', path(ruleId));
export const orderRules = (ruleIds: readonly string[]): Promise<RuleList> =>
  request('PUT', '/api/desk/rules/order', { body: { ruleIds } });
export const listVersions = (ruleId: string): Promise<RuleHistory> =>
  request('GET', `${path(ruleId)}/versions`);
export const checkRule = (
  ruleId: string | null,
  definition: RuleDefinition,
  signal: AbortSignal,
): Promise<{ readonly problems: readonly Problem[] }> =>
  request('POST', '/api/desk/rules/check', { body: { ruleId, definition }, signal });
export const startTrial = (ruleId: string | null, definition: RuleDefinition): Promise<RuleTrial> =>
  request('POST', '/api/desk/rule-trials', { body: { ruleId, definition } });
export const readTrial = (trialId: string): Promise<RuleTrial> =>
  request('GET', `/api/desk/rule-trials/${trialId}`);
export const cancelTrial = (trialId: string): Promise<RuleTrial> =>
  request('DELETE', `/api/desk/rule-trials/${trialId}`);
export const startBookTrial = (drafts: readonly string[]): Promise<BookTrial> =>
  request('POST', '/api/desk/book-trials', { body: { drafts } });
export const readBookTrial = (trialId: string): Promise<BookTrial> =>
  request('GET', `/api/desk/book-trials/${trialId}`);
export const cancelBookTrial = (trialId: string): Promise<BookTrial> =>
  request('DELETE', `/api/desk/book-trials/${trialId}`);
export const listApplications = (before: number | null): Promise<RuleApplications> =>
  request('GET', '/api/desk/rule-applications', { query: { before: before ?? undefined } });

export const RULES = ['rules'] as const;
