import { z } from 'zod';
import {
  bookTrial,
  checkRuleRequest,
  ruleTrial,
  startBookTrial as startBook,
} from '../../contract/automation.ts';
import { uuid } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { checkForm } from '../../core/automation/check-form.ts';
import { fail, ok } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import { readKnown } from './lookups.ts';
import type { CurrentRules } from './rule-book.ts';
import { booksOf, readBookTrial, startBookTrial } from './run-book-trial.ts';
import { readTrial, startTrial } from './run-trial.ts';
import { listRules } from './store-rules.ts';
import { cancelTrial } from './store-trials.ts';

const tag = 'Desk: rules';
const params = z.strictObject({ trialId: uuid });

/** Drafts that could not be published have nothing to be tried in. */
const readBooks = async (deps: AutomationDeps, drafts: readonly string[]) => {
  const rows = await listRules(deps.database);
  const known = await readKnown(deps);
  const asked = new Set(drafts);
  const problems = rows.flatMap(({ ruleId, draft }) =>
    draft === null || !asked.has(ruleId)
      ? []
      : checkForm(draft, known).map((each) => ({ ...each, ruleIds: [ruleId] })),
  );
  return problems.length > 0
    ? fail('invalid', 'rule_has_problems', { problems })
    : ok(booksOf(rows, asked));
};

const bookRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/book-trials',
    summary: 'Begin a dry run of all rules as they would be published, over the last 30 days',
    tag,
    body: startBook,
    reply: bookTrial,
    perMinute: 20,
    handle: async ({ principal, body }) => {
      const books = await readBooks(deps, body.drafts);
      return books.ok
        ? startBookTrial(deps, rules, books.value, staffOf(principal).agentId)
        : books;
    },
  }),
  defineRoute({
    key: 'GET /api/desk/book-trials/:trialId',
    summary: 'How far a dry run of all rules is, and what it found',
    tag,
    params,
    reply: bookTrial,
    perMinute: 240,
    handle: ({ params: { trialId } }) => readBookTrial(deps, trialId),
  }),
  defineRoute({
    key: 'DELETE /api/desk/book-trials/:trialId',
    summary: 'Cancel a dry run of all rules',
    tag,
    params,
    reply: bookTrial,
    handle: async ({ params: { trialId } }) => {
      await cancelTrial(deps.database, trialId);
      return readBookTrial(deps, trialId);
    },
  }),
];

/** Dry runs: what a rule would have done in the last 30 days. */
export const trialRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => [
  ...bookRoutes(deps, rules),
  defineRoute({
    key: 'POST /api/desk/rule-trials',
    summary: 'Begin a dry run of a rule over the last 30 days',
    tag,
    body: checkRuleRequest,
    reply: ruleTrial,
    perMinute: 20,
    handle: async ({ principal, body: { ruleId, definition } }) => {
      const problems = checkForm(definition, await readKnown(deps));
      if (problems.length > 0) return fail('invalid', 'rule_has_problems', { problems });
      const order = (await listRules(deps.database)).map((rule) => rule.ruleId);
      const by = staffOf(principal).agentId;
      return startTrial(deps, rules, order, { ruleId, definition, by });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/rule-trials/:trialId',
    summary: 'How far a dry run is, and what it found',
    tag,
    params,
    reply: ruleTrial,
    perMinute: 240,
    handle: ({ params: { trialId } }) => readTrial(deps, trialId),
  }),
  defineRoute({
    key: 'DELETE /api/desk/rule-trials/:trialId',
    summary: 'Cancel a dry run',
    tag,
    params,
    reply: ruleTrial,
    handle: async ({ params: { trialId } }) => {
      await cancelTrial(deps.database, trialId);
      return readTrial(deps, trialId);
    },
  }),
];
