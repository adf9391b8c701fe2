import type {
  CustomerConversationReply,
  DeskConversationReply,
  Marks,
} from '../../contract/conversation.ts';
import type { WireEvent } from '../../contract/live.ts';
import type { Audience, LoggedEvent } from '../../core/conversation/event.ts';
import { presentToCustomer, presentToStaff } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { ConversationDeps } from './deps.ts';
import {
  findConversation,
  NO_MARKS,
  readLogged,
  readLoggedBefore,
  readMarks,
} from './store-read.ts';
import { toWire } from './to-wire.ts';

export interface StretchQuery {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface Stretch {
  readonly state: Conversation;
  readonly marks: Marks;
  readonly events: readonly WireEvent[];
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

/** One more than asked for is read, to know whether there is more. */
const readEntries = async (
  trx: Transaction,
  conversationId: ConversationId,
  query: StretchQuery,
  audience: Audience,
): Promise<{ logged: readonly LoggedEvent[]; hasEarlier: boolean; hasLater: boolean }> => {
  const { after, before, limit } = query;
  if (after !== undefined) {
    const logged = await readLogged(trx, conversationId, after, limit + 1, audience);
    return {
      logged: logged.slice(0, limit),
      hasEarlier: after > 0,
      hasLater: logged.length > limit,
    };
  }
  const logged = await readLoggedBefore(
    trx,
    conversationId,
    before ?? Number.POSITIVE_INFINITY,
    limit + 1,
    audience,
  );
  return {
    logged: logged.slice(-limit),
    hasEarlier: logged.length > limit,
    hasLater: before !== undefined,
  };
};

/** A conversation with a stretch of its log, all of one moment. */
export const readStretch = async (
  deps: Pick<ConversationDeps, 'database' | 'vault' | 'files' | 'contactsOf'>,
  conversationId: ConversationId,
  query: StretchQuery,
  audience: Audience,
  maySee: (state: Conversation) => boolean,
  /** Runs in the same transaction before anything is read: when it throws, nothing is shown. */
  onOpen?: (trx: Transaction, state: Conversation) => Promise<void>,
): Promise<Outcome<Stretch>> =>
  deps.database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const state = await findConversation(trx, conversationId);
      if (state === undefined || !maySee(state)) return fail('not_found', 'conversation_not_found');
      await onOpen?.(trx, state);
      const { logged, hasEarlier, hasLater } = await readEntries(
        trx,
        conversationId,
        query,
        audience,
      );
      const events = await toWire(deps, trx, logged);
      const marks = (await readMarks(trx, [conversationId])).get(conversationId) ?? NO_MARKS;
      return ok({ state, marks, events, hasEarlier, hasLater });
    });

/** As the contract's replies have it: their event type is looser than ours. */
const eventsOf = (stretch: Stretch) =>
  stretch.events as unknown as CustomerConversationReply['events'];

export const toCustomerReply = (stretch: Stretch): CustomerConversationReply => ({
  conversation: presentToCustomer(stretch.state),
  marks: stretch.marks,
  events: eventsOf(stretch),
  hasEarlier: stretch.hasEarlier,
  hasLater: stretch.hasLater,
});

export const toDeskReply = (
  stretch: Stretch,
  customerName: string | null,
): DeskConversationReply => ({
  conversation: presentToStaff(stretch.state),
  marks: stretch.marks,
  customerName,
  events: eventsOf(stretch),
  hasEarlier: stretch.hasEarlier,
  hasLater: stretch.hasLater,
});
