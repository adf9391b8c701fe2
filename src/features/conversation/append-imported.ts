import { appendEvents } from '../../core/conversation/append.ts';
import { reactionsOf } from '../../core/conversation/reactions.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Step } from '../../core/importing/to-steps.ts';
import type { Transaction } from '../../ports/database.ts';
import { bodyContext, encodeBody } from './body.ts';
import type { ConversationDeps } from './deps.ts';
import { type Change, writeChanges } from './store-write.ts';

/**
 * Writes the log of a conversation that was held elsewhere: its events under their own times, its words sealed under
 * the customer's key, the derived row folded from them. Of what follows from events only the closing by time is
 * scheduled: nobody is told now what was said then. Throws `NumberTaken` when the number is in use.
 */
export const appendImported = async (
  deps: Pick<ConversationDeps, 'vault' | 'bodyHash'> & {
    readonly dueWork: {
      schedule: (trx: Transaction, items: ReturnType<typeof reactionsOf>) => Promise<void>;
    };
  },
  trx: Transaction,
  conversationId: ConversationId,
  customerId: CustomerId,
  steps: readonly Step[],
): Promise<Conversation> => {
  const vault = await deps.vault.of(customerId, trx);
  const changes: Change[] = [];
  let state: Conversation | undefined;
  for (const { event, actor, at, words } of steps) {
    const before: Conversation | undefined = state;
    const appended = appendEvents(conversationId, before, [event], actor, at);
    if (appended.state === undefined)
      throw new Error('an imported log does not begin with a start');
    state = appended.state;
    const kept = words && { ...words, bodyHash: deps.bodyHash([words.kind, words.text]) };
    const envelope = words && vault.seal(encodeBody(words.text), bodyContext(words.messageId));
    const sealed =
      kept === undefined || envelope === undefined
        ? []
        : [{ words: kept, envelope, seq: state.lastSeq }];
    changes.push({ before, state, logged: appended.logged, words: kept, sealed, at });
  }
  if (state === undefined) throw new Error('an imported log is empty');
  await writeChanges(trx, changes);
  const end = state;
  const reactions = changes.flatMap(({ logged }) => reactionsOf(end, logged));
  await deps.dueWork.schedule(
    trx,
    reactions.filter(({ kind }) => kind === 'close_conversation'),
  );
  return state;
};
