import { appendEvents } from '../../core/conversation/append.ts';
import { reactionsOf } from '../../core/conversation/reactions.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Step } from '../../core/importing/to-steps.ts';
import type { Transaction } from '../../ports/database.ts';
import type { CustomerVault } from '../vault/index.ts';
import { bodyContext, encodeBody } from './body.ts';
import type { ConversationDeps } from './deps.ts';
import { type Change, writeChanges } from './store-write.ts';

export interface ImportedLog {
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly steps: readonly Step[];
}

interface Composed {
  readonly state: Conversation;
  readonly changes: readonly Change[];
}

/**
 * Writes the logs of conversations that were held elsewhere, all in one statement: their events under their own times, words sealed under
 * the customers' keys, the derived rows folded from them. Of what follows from events only the closing by time is
 * scheduled: nobody is told now what was said then. Throws `NumberTaken` when the number is in use.
 */
export const appendImported = async (
  deps: Pick<ConversationDeps, 'vault' | 'bodyHash'> & {
    readonly dueWork: {
      schedule: (trx: Transaction, items: ReturnType<typeof reactionsOf>) => Promise<void>;
    };
  },
  trx: Transaction,
  logs: readonly ImportedLog[],
): Promise<readonly Conversation[]> => {
  const composed: Composed[] = [];
  for (const log of logs)
    composed.push(compose(deps, log, await deps.vault.of(log.customerId, trx)));
  await writeChanges(
    trx,
    composed.flatMap(({ changes }) => changes),
  );
  const reactions = composed.flatMap(({ changes, state }) =>
    changes.flatMap(({ logged }) => reactionsOf(state, logged)),
  );
  await deps.dueWork.schedule(
    trx,
    reactions.filter(({ kind }) => kind === 'close_conversation'),
  );
  return composed.map(({ state }) => state);
};

const compose = (
  deps: Pick<ConversationDeps, 'bodyHash'>,
  { conversationId, steps }: ImportedLog,
  vault: CustomerVault,
): Composed => {
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
  return { state, changes };
};
