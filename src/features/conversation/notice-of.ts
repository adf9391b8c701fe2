import type { NoticeKind } from '../../core/conversation/case.ts';
import type { MessageId } from '../../core/ids.ts';
import type { CommitRequest } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';

/**
 * What the system tells a customer: the command with its words, for a commit. `key` makes it once: said again under
 * the same one, it is the notice that stands there already.
 */
export const noticeOf = (
  deps: Pick<ConversationDeps, 'bodyHash' | 'ids'>,
  given: { readonly notice: NoticeKind; readonly key: string; readonly text: string },
): Pick<CommitRequest, 'command' | 'words'> => {
  const { notice, key, text } = given;
  const messageId = deps.ids.uuid() as MessageId;
  const clientMessageId = `${notice}-${key}`;
  return {
    command: { type: 'give_notice', messageId, clientMessageId, notice },
    words: {
      messageId,
      kind: 'notice',
      senderId: 'system',
      clientMessageId,
      text,
      bodyHash: deps.bodyHash(['notice', notice, key]),
    },
  };
};
