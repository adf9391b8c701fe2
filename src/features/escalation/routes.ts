import { conversationParams } from '../../contract/conversation.ts';
import {
  escalateBody,
  type LadderStep,
  ladderBody,
  ladderReply,
} from '../../contract/escalation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { staffOf } from '../conversation/index.ts';
import type { EscalationDeps } from './deps.ts';
import { escalateAsAgent } from './escalate.ts';
import { listLadder, replaceLadder } from './store.ts';

const tag = 'Desk: escalation';

/** Failures: `ladder_twice` where a category has two teams at one tier, `team_not_found`. */
const changeLadder = async (
  { database, knowTeams }: EscalationDeps,
  staff: StaffPrincipal,
  steps: readonly LadderStep[],
): Promise<Outcome<{ readonly steps: LadderStep[] }>> => {
  const twice = steps.find(
    (step, index) =>
      steps.findIndex((one) => one.category === step.category && one.tier === step.tier) !== index,
  );
  if (twice !== undefined)
    return fail('invalid', 'ladder_twice', { category: twice.category, tier: twice.tier });
  const known = await knowTeams([...new Set(steps.map(({ teamId }) => teamId))]);
  if (!known.ok) return known;
  return database.transaction().execute(async (trx) => {
    const before = await listLadder(trx);
    await replaceLadder(trx, steps);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'escalation_ladder_changed',
      subject: { kind: 'escalation_ladder', id: 'all' },
      data: { before, after: steps },
    });
    return ok({ steps: [...(await listLadder(trx))] });
  });
};

export const escalationRoutes = (deps: EscalationDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/escalate',
    summary: 'Pass the case a tier up, with a note for whoever gets it',
    tag,
    params: conversationParams,
    body: escalateBody,
    reply: 'empty',
    handle: async ({ principal, params, body }) => {
      const id = params.conversationId as ConversationId;
      const raised = await escalateAsAgent(deps, staffOf(principal), id, body);
      return raised.ok ? ok(undefined) : raised;
    },
  }),
  defineRoute({
    key: 'GET /api/desk/escalation-ladder',
    summary: 'Which team has which category at which tier',
    tag,
    reply: ladderReply,
    handle: async () => ok({ steps: [...(await listLadder(deps.database))] }),
  }),
  defineRoute({
    key: 'PUT /api/desk/escalation-ladder',
    summary: 'Say which team has which category at which tier',
    tag,
    body: ladderBody,
    reply: ladderReply,
    handle: ({ principal, body }) => changeLadder(deps, staffOf(principal), body.steps),
  }),
];
