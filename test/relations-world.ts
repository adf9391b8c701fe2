import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openTexts } from '../src/adapters/texts-icu/icu-texts.ts';
import type { StaffPrincipal } from '../src/contract/principal.ts';
import type { AgentId, ConversationId, CustomerId, TeamId } from '../src/core/ids.ts';
import type { Outcome } from '../src/core/outcome.ts';
import { readStretch, sendAsAgent, sendAsCustomer } from '../src/features/conversation/index.ts';
import type { RelationsDeps } from '../src/features/relations/deps.ts';
import type { Database } from '../src/ports/database.ts';
import { contentOf, conversationWorld } from './conversation-world.ts';

const texts = openTexts(join(import.meta.dirname, '../content/texts/server'));
export const lead: StaffPrincipal = {
  kind: 'staff',
  agentId: 'lead-1' as AgentId,
  role: 'supervisor',
  teamIds: ['general' as TeamId],
  locale: 'en',
  publicName: 'Ingrid',
  badge: 'M-2007',
  sessionId: 's',
};
export const agent: StaffPrincipal = { ...lead, agentId: 'agent-1' as AgentId, role: 'agent' };

export const worldOf = (database: Database): RelationsDeps => ({
  ...conversationWorld(database),
  texts,
  handOn: async () => undefined,
});

export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'ok' : outcome.failure.code;

export const lineOf = async (deps: RelationsDeps, id: ConversationId, all = true) => {
  const stretch = await readStretch(
    deps,
    id,
    { limit: 200 },
    all ? 'staff' : 'everyone',
    () => true,
  );
  assert.ok(stretch.ok);
  return stretch.value.events;
};

/** The words that a conversation shows, without what the system said. */
export const wordsOf = async (
  deps: RelationsDeps,
  id: ConversationId,
  all = true,
): Promise<string[]> =>
  (await lineOf(deps, id, all)).flatMap(({ event, body }) =>
    event.type === 'notice_given' ||
    body === null ||
    (event.type === 'message_carried' && event.by === 'system')
      ? []
      : [body.text],
  );

export const say = async (
  deps: RelationsDeps,
  customerId: CustomerId,
  id: ConversationId,
  kind: 'message' | 'note',
  text: string,
): Promise<void> => {
  const sent =
    kind === 'message'
      ? await sendAsCustomer(deps, customerId, id, contentOf(text))
      : await sendAsAgent(deps, {
          agent: { id: lead.agentId, name: 'Ingrid', badge: 'M-2007', leads: true },
          maySee: () => true,
          conversationId: id,
          content: contentOf(text),
          kind: 'note',
          leaveAs: null,
        });
  assert.ok(sent.ok);
};
