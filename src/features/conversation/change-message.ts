import type { Command, StoredMessage } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { CommitRequest, Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { listOtherPlaces } from './store-carried.ts';
import { findStates } from './store-list.ts';
import { findMessage } from './store-read.ts';

export interface MessageChange {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly by: Exclude<Actor, { kind: 'system' }>;
  readonly maySee: (state: Conversation) => boolean;
}

/** Customers must not learn of notes, not even that one exists. */
const loaded =
  (
    change: MessageChange,
    make: (message: StoredMessage) => Command,
    check: (message: StoredMessage) => Outcome<null> = () => ok(null),
  ) =>
  async (trx: Transaction): Promise<Outcome<Command>> => {
    const message = await findMessage(trx, change.conversationId, change.messageId);
    const hidden = message?.kind === 'note' && change.by.kind === 'customer';
    if (message === undefined || hidden) return fail('not_found', 'message_not_found');
    const checked = check(message);
    return checked.ok ? ok(make(message)) : checked;
  };

/** The same change in every log that shows the message and is not closed, or in none. */
const commitWhereShown = async (
  deps: ConversationDeps,
  change: MessageChange,
  request: CommitRequest,
): Promise<Outcome<Committed>> => {
  const { conversationId, messageId } = change;
  const places = await listOtherPlaces(deps.database, messageId, conversationId);
  const others = (await findStates(deps.database, places)).filter(
    ({ state }) => state.status !== 'closed',
  );
  if (others.length === 0) return deps.committer.commit(request);
  const { actor, command } = request;
  // Its own last: it is the one that takes the words away, and the others must still find them.
  const all = await deps.committer.commitTogether([
    ...others.map(({ state }) => ({
      conversationId: state.id,
      actor,
      command,
      maySee: () => true,
    })),
    request,
  ]);
  if (!all.ok) return all;
  const own = all.value.at(-1);
  if (own === undefined) throw new Error('a change of a message got no result');
  return ok(own);
};

export const editMessage = async (
  deps: ConversationDeps,
  change: MessageChange,
  text: string,
): Promise<Outcome<Committed>> => {
  const taken = deps.takeIn(text, false);
  if (!taken.ok) return taken;
  const { destroyed } = taken.value;
  return commitWhereShown(deps, change, {
    conversationId: change.conversationId,
    actor: change.by,
    command: loaded(
      change,
      (message) => ({ type: 'edit_message', by: change.by, message, destroyed }),
      // What was sent may not be turned into a way outside either.
      ({ kind }) =>
        kind === 'note' || change.by.kind !== 'agent'
          ? ok(null)
          : deps.checkOwnWords(taken.value.text),
    ),
    maySee: change.maySee,
    rewrite: { messageId: change.messageId, text: taken.value.text },
  });
};

const removing = (
  deps: ConversationDeps,
  change: MessageChange,
  type: 'delete_message' | 'recall_message',
): Promise<Outcome<Committed>> =>
  commitWhereShown(deps, change, {
    conversationId: change.conversationId,
    actor: change.by,
    command: loaded(change, (message) => ({ type, by: change.by, message })),
    maySee: change.maySee,
    destroy: change.messageId,
    alsoWrite: async (trx) => {
      await deps.files.discard(trx, change.messageId);
      return ok(null);
    },
  });

/** The words are gone for good; the log keeps that there were some. */
export const deleteMessage = (
  deps: ConversationDeps,
  change: MessageChange,
): Promise<Outcome<Committed>> => removing(deps, change, 'delete_message');

/** Taken back by its agent within five seconds. */
export const recallMessage = (
  deps: ConversationDeps,
  change: MessageChange,
): Promise<Outcome<Committed>> => removing(deps, change, 'recall_message');
