import { EDIT_WITHIN_MS } from '../../core/conversation/transitions.ts';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import { fail, ok } from '../../core/outcome.ts';
import type { ConversationDeps, TakenIn } from './deps.ts';
import { readTalk, type TalkEntry } from './read-talk.ts';
import type { Prepared } from './send-message.ts';
import { findMessage } from './store-read.ts';

/** Enough for a phrase of 24 words, one in each message, with answers between. */
const TALK_LIMIT = 60;

interface Said {
  readonly clientMessageId: string;
  readonly messageId: MessageId;
  readonly text: string;
}

/** What this customer wrote lately, oldest first. Another customer's conversation gives nothing. */
const saidLately = (talk: readonly TalkEntry[], customerId: CustomerId): readonly Said[] => {
  const newest = talk.at(-1)?.logged.at ?? 0;
  return talk.flatMap(({ logged: { event, actor, at }, text }) =>
    event.type === 'message_sent' &&
    actor.kind === 'customer' &&
    actor.id === customerId &&
    text !== '' &&
    at >= newest - EDIT_WITHIN_MS
      ? [{ messageId: event.messageId, clientMessageId: event.clientMessageId, text }]
      : [],
  );
};

/** The words of an earlier message give way to what is left of them; that they were changed is in the log. */
const rewrite = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  messageId: MessageId,
  { text, destroyed }: TakenIn,
): Promise<void> => {
  const by = { kind: 'customer', id: customerId } as const;
  await deps.committer.commit({
    conversationId,
    actor: by,
    command: async (trx) => {
      const message = await findMessage(trx, conversationId, messageId);
      return message === undefined
        ? fail('not_found', 'message_not_found')
        : ok({ type: 'edit_message', by, message, destroyed });
    },
    maySee: (state) => state.customerId === customerId,
    rewrite: { messageId, text },
  });
};

/**
 * A recovery phrase that comes in several messages: when the new one completes it, it is destroyed in all of them,
 * earlier ones as far back as a message may be changed. The hash of the new one stays that of its own words, so that
 * sending it again is still the same message.
 */
export const guardSpread = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  alone: Prepared,
): Promise<Prepared> => {
  const { message, words } = alone;
  if (!deps.mayBePart(words.text)) return alone;
  const earlier = saidLately(await readTalk(deps, conversationId, TALK_LIMIT), customerId);
  const isSentAgain = earlier.some((said) => said.clientMessageId === words.clientMessageId);
  if (earlier.length === 0 || isSentAgain) return alone;
  const together = deps.takeTogether([...earlier.map(({ text }) => text), words.text]);
  const own = together?.at(-1);
  if (together === undefined || own === undefined) return alone;
  for (const [at, { messageId }] of earlier.entries()) {
    const taken = together[at];
    if (taken === undefined || taken.destroyed.length === 0) continue;
    await rewrite(deps, customerId, conversationId, messageId, taken);
  }
  return {
    message: { ...message, destroyed: [...new Set([...message.destroyed, ...own.destroyed])] },
    words: { ...words, text: own.text },
  };
};
