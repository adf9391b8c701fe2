import type { Card } from '../../contract/cards.ts';
import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Connection } from '../../ports/database.ts';
import { type Committed, placeCard } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';
import { insertTurn, type NewTurn } from './store.ts';

const ASSISTANT = 'assistant';

export interface Spoken {
  readonly reply: AssistantReply;
  readonly text: string;
  /** Shown below the words. */
  readonly cards?: readonly Card[];
  /** Written with them. */
  readonly also?: (connection: Connection) => Promise<void>;
}

/** Stores words of the assistant with whatever else the turn writes. A repeated try is answered by the first. */
export const commitWords = (
  deps: AssistantDeps,
  to: {
    readonly conversationId: ConversationId;
    readonly turnId: string;
    readonly seenSeq: number;
  },
  { reply, text, cards = [], also }: Spoken,
  record: NewTurn | undefined,
): Promise<Outcome<Committed>> => {
  const messageId = deps.ids.uuid() as MessageId;
  // A turn may end with a finding and a handover: each has its own words.
  const as = reply.kind === 'handover' ? 'handover-words' : 'turn';
  const clientMessageId = `${as}-${to.turnId}`;
  const placed = cards.map((card) => placeCard(deps, card, ASSISTANT));
  return deps.committer.commit({
    conversationId: to.conversationId,
    actor: { kind: 'assistant' },
    command: {
      type: 'assistant_reply',
      turnId: to.turnId,
      message: { messageId, clientMessageId },
      reply,
      seenSeq: to.seenSeq,
      cards: placed.map(({ facts }) => facts),
    },
    maySee: () => true,
    words: {
      messageId,
      kind: reply.kind === 'handover' ? 'aside' : 'assistant',
      senderId: ASSISTANT,
      clientMessageId,
      text,
      bodyHash: deps.bodyHash(['assistant', to.turnId]),
    },
    ...(placed.length === 0 ? {} : { cards: placed.map(({ words }) => words) }),
    ...(record === undefined && also === undefined
      ? {}
      : {
          alsoWrite: async (trx) => {
            if (record !== undefined) await insertTurn(trx, record);
            await also?.(trx);
            return ok(null);
          },
        }),
  });
};
