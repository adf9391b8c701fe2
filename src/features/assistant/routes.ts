import { z } from 'zod';
import { assistantResults, assistantResultsQuery, turnList } from '../../contract/assistant.ts';
import {
  chooseOption as chooseBody,
  conversationParams,
  customerConversation,
  judgeAnswer as judgeBody,
} from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { customerOf, findConversation, staffOf } from '../conversation/index.ts';
import { askPerson } from './ask-person.ts';
import { chooseOption } from './choose-option.ts';
import type { AssistantDeps } from './deps.ts';
import { judgeAnswer } from './judge-answer.ts';
import { readResults } from './read-results.ts';
import { listTurns } from './store.ts';

const reply = z.strictObject({ conversation: customerConversation });
const presented = (result: Outcome<Conversation>): Outcome<z.input<typeof reply>> =>
  result.ok ? ok({ conversation: presentToCustomer(result.value) }) : result;
const stateOf = (result: Outcome<{ readonly state: Conversation }>): Outcome<Conversation> =>
  result.ok ? ok(result.value.state) : result;

const tag = 'Customer: the assistant';
const TAPS_PER_MINUTE = 60;

/** What customers tap: an article that was offered, whether it settled the matter, and a person. */
export const assistantCustomerRoutes = (deps: AssistantDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/conversations/:conversationId/assistant/choice',
    summary: 'Choose one of the articles offered; safe to repeat with the same clientMessageId',
    tag,
    params: conversationParams,
    body: chooseBody,
    reply,
    perMinute: TAPS_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      return presented(stateOf(await chooseOption(deps, customerId, id, body)));
    },
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/assistant/judgement',
    summary: 'Say whether the last answer settled it',
    tag,
    params: conversationParams,
    body: judgeBody,
    reply,
    perMinute: TAPS_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      return presented(stateOf(await judgeAnswer(deps, customerId, id, body)));
    },
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/assistant/person',
    summary: 'Ask for a person',
    tag,
    params: conversationParams,
    reply,
    perMinute: TAPS_PER_MINUTE,
    handle: async ({ principal, params }) => {
      const { customerId } = customerOf(principal);
      return presented(await askPerson(deps, customerId, params.conversationId as ConversationId));
    },
  }),
];

/** What supervisors see of the assistant's work. */
export const assistantDeskRoutes = (deps: AssistantDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/turns',
    summary: 'What the assistant understood, offered and decided in a conversation, and why',
    tag: 'Desk: the assistant',
    params: conversationParams,
    reply: turnList,
    handle: async ({ principal, params }) => {
      const id = params.conversationId as ConversationId;
      const state = await findConversation(deps.database, id);
      if (state === undefined || !staffMaySee(staffOf(principal), state))
        return fail('not_found', 'conversation_not_found');
      return ok({ turns: [...(await listTurns(deps.database, id))] });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/assistant/results',
    summary: 'What became of the requests that began with the assistant',
    tag: 'Desk: the assistant',
    query: assistantResultsQuery,
    reply: assistantResults,
    handle: async ({ query }) => ok(await readResults(deps.database, query.days)),
  }),
];
