import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Committed } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';
import { insertTurn, type NewTurn } from './store.ts';

const ASSISTANT = 'assistant';

export interface Spoken {
  readonly reply: AssistantReply;
  readonly text: string;
}

/** Stores words of the assistant with whatever else the turn writes. A repeated try is answered by the first. */
export const commitWords = (
  deps: AssistantDeps,
  to: {
    readonly conversationId: ConversationId;
    readonly turnId: string;
    readonly seenSeq: number;
  },
  { reply, text }: Spoken,
  record: NewTurn | undefined,
): Promise<Outcome<Committed>> => {
  const messageId = deps.ids.uuid() as MessageId;
  const clientMessageId = `turn-${to.turnId}`;
  return deps.committer.commit({
    conversationId: to.conversationId,
    actor: { kind: 'assistant' },
    command: {
      type: 'assistant_reply',
      turnId: to.turnId,
      message: { messageId, clientMessageId },
      reply,
      seenSeq: to.seenSeq,
      cards: [],
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
    ...(record === undefined
      ? {}
      : {
          alsoWrite: async (trx) => {
            await insertTurn(trx, record);
            return ok(null);
          },
        }),
  });
};
