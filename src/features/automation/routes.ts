import { z } from 'zod';
import {
  checkRuleRequest,
  problemReply,
  publishRule as publishBody,
  rollBackRule as rollBackBody,
  ruleApplications,
  ruleDefinition,
  ruleHistory,
  ruleList,
  ruleNames,
  ruleOrder,
} from '../../contract/automation.ts';
import { atMs, uuid } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { Outcome } from '../../core/outcome.ts';
import { ok } from '../../core/outcome.ts';
import { numbersOf, staffOf } from '../conversation/index.ts';
import {
  createRule,
  deleteRule,
  draftRule,
  orderRules,
  problemsOf,
  publishRule,
  rollBackRule,
  switchOffRule,
} from './change-rules.ts';
import type { AutomationDeps } from './deps.ts';
import { presentRules } from './present-rules.ts';
import type { CurrentRules } from './rule-book.ts';
import { listApplications } from './store-applications.ts';
import { listRuleNames, listVersions } from './store-rules.ts';

const tag = 'Desk: rules';
const params = z.strictObject({ ruleId: uuid });
const PAGE = 50;

const readRoutes = (deps: AutomationDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/rules',
    summary: 'All rules in their order, with what is wrong with each',
    tag,
    reply: ruleList,
    handle: async () => ok({ rules: [...(await presentRules(deps))] }),
  }),
  defineRoute({
    key: 'GET /api/desk/rules/:ruleId/versions',
    summary: 'What was published of a rule, the newest first',
    tag,
    params,
    reply: ruleHistory,
    handle: async ({ params: { ruleId } }) =>
      ok({ versions: [...(await listVersions(deps.database, ruleId))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/rules/check',
    summary: 'What is wrong with a rule as it is written, among those that act',
    tag,
    body: checkRuleRequest,
    reply: problemReply,
    perMinute: 240,
    handle: async ({ body }) => {
      const problems = await problemsOf(deps, body.ruleId, body.definition);
      return ok({ problems: problems.map((each) => ({ ...each, ruleIds: [...each.ruleIds] })) });
    },
  }),
];

/** What rules did, and what they are called to those who read of it. */
const logRoutes = (deps: AutomationDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/rule-names',
    summary: 'What rules are called, for the lines that say what they did',
    tag,
    reply: ruleNames,
    handle: async () => ok({ names: [...(await listRuleNames(deps.database))] }),
  }),
  defineRoute({
    key: 'GET /api/desk/rule-applications',
    summary: 'What rules did, the newest first',
    tag,
    query: z.strictObject({
      ruleId: uuid.optional(),
      before: z.coerce.number().pipe(atMs).optional(),
    }),
    reply: ruleApplications,
    handle: async ({ query: { ruleId = null, before = null } }) => {
      const rows = await listApplications(deps.database, { ruleId, before, limit: PAGE });
      const numbers = await numbersOf(
        deps.database,
        rows.map(({ conversationId }) => conversationId),
      );
      const applications = rows.map((row) => ({
        ...row,
        actions: [...row.actions],
        refused: [...row.refused],
        number: numbers.get(row.conversationId) ?? '',
      }));
      return ok({
        applications,
        before: rows.length === PAGE ? (rows.at(-1)?.at ?? null) : null,
      });
    },
  }),
];

/** After a change this process goes by it at once, and the whole list is the answer. */
const changed =
  (deps: AutomationDeps, rules: CurrentRules) =>
  async <T>(result: Outcome<T>): Promise<Outcome<z.input<typeof ruleList>>> => {
    if (!result.ok) return result;
    await rules.read();
    deps.dueWork.wake();
    return ok({ rules: [...(await presentRules(deps))] });
  };

const writeRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => {
  const done = changed(deps, rules);
  return [
    defineRoute({
      key: 'POST /api/desk/rules',
      summary: 'Draft a new rule at the end of the order',
      tag,
      body: ruleDefinition,
      reply: z.strictObject({ ruleId: uuid }),
      handle: async ({ principal, body }) => {
        const made = await createRule(deps, staffOf(principal).agentId, body);
        return made.ok ? ok({ ruleId: made.value }) : made;
      },
    }),
    defineRoute({
      key: 'PUT /api/desk/rules/order',
      summary: 'The order in which rules are asked',
      tag,
      body: ruleOrder,
      reply: ruleList,
      handle: async ({ principal, body }) =>
        done(await orderRules(deps, staffOf(principal).agentId, body.ruleIds)),
    }),
    defineRoute({
      key: 'PUT /api/desk/rules/:ruleId/draft',
      summary: 'Save what is being written of a rule',
      tag,
      params,
      body: ruleDefinition,
      reply: ruleList,
      handle: async ({ principal, params: { ruleId }, body }) =>
        done(await draftRule(deps, staffOf(principal).agentId, ruleId, body)),
    }),
  ];
};

const liveRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => {
  const done = changed(deps, rules);
  return [
    defineRoute({
      key: 'POST /api/desk/rules/:ruleId/publish',
      summary: 'Put the draft of a rule live as its next version',
      tag,
      params,
      body: publishBody,
      reply: ruleList,
      handle: async ({ principal, params: { ruleId }, body }) =>
        done(await publishRule(deps, staffOf(principal).agentId, ruleId, body.note)),
    }),
    defineRoute({
      key: 'POST /api/desk/rules/:ruleId/roll-back',
      summary: 'Put an earlier version of a rule live again',
      tag,
      params,
      body: rollBackBody,
      reply: ruleList,
      handle: async ({ principal, params: { ruleId }, body }) =>
        done(await rollBackRule(deps, staffOf(principal).agentId, ruleId, body)),
    }),
    defineRoute({
      key: 'POST /api/desk/rules/:ruleId/off',
      summary: 'Switch a rule off',
      tag,
      params,
      reply: ruleList,
      handle: async ({ principal, params: { ruleId } }) =>
        done(await switchOffRule(deps, staffOf(principal).agentId, ruleId)),
    }),
    defineRoute({
      key: 'DELETE /api/desk/rules/:ruleId',
      summary: 'Remove a rule; what it did stays in the logs',
      tag,
      params,
      reply: ruleList,
      handle: async ({ principal, params: { ruleId } }) =>
        done(await deleteRule(deps, staffOf(principal).agentId, ruleId)),
    }),
  ];
};

/** Rules are written by those who lead; nobody else sees them. */
export const ruleRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => [
  ...readRoutes(deps),
  ...logRoutes(deps),
  ...writeRoutes(deps, rules),
  ...liveRoutes(deps, rules),
];
