import type { KeyPrincipal } from '../../contract/principal.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { prepareMessage } from '../conversation/index.ts';
import { actingKey, actorIdOfKey, actorOfKey, audited } from './callers.ts';
import type { ApiDeps } from './deps.ts';

export interface Sent {
  readonly messageId: string;
  readonly seq: number;
  readonly duplicate: boolean;
}

/**
 * Another system answers the customer or leaves a note, guarded like anyone's words. Failures beside those of the
 * commit: `foreign_contact`, and those of the intake.
 */
export const sendAsKey = async (
  deps: ApiDeps,
  key: KeyPrincipal,
  conversationId: ConversationId,
  kind: 'message' | 'note',
  said: { readonly clientMessageId: string; readonly text: string },
): Promise<Outcome<Sent>> => {
  const content = { ...said, fileIds: [] };
  const prepared = prepareMessage(deps, content, actorIdOfKey(key), kind);
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  const checked = kind === 'note' ? ok(null) : deps.checkOwnWords(words.text);
  const agent = actingKey(key, deps.exchangeName);
  const result = await deps.committer.commit({
    conversationId,
    actor: actorOfKey(key),
    command:
      kind === 'note'
        ? { type: 'add_note', agent, message }
        : { type: 'send_as_agent', agent, message, leaveAs: null },
    maySee: () => true,
    words,
    ...(checked.ok
      ? { alsoWrite: audited(key, kind === 'note' ? 'note_added_by_key' : 'message_sent_by_key') }
      : { guard: async () => checked }),
  });
  if (!result.ok) return result;
  const { logged, duplicate } = result.value;
  for (const { seq, event } of logged) {
    if ('clientMessageId' in event && event.clientMessageId === said.clientMessageId) {
      return ok({ messageId: event.messageId, seq, duplicate });
    }
  }
  throw new Error('a stored message has no event');
};
