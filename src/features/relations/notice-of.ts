import type { NoticeKind } from '../../core/conversation/case.ts';
import type { MessageId } from '../../core/ids.ts';
import type { CommitRequest, ConversationDeps } from '../conversation/index.ts';

/** What the system tells the customer: the command with its words. `key` makes it once. */
export const noticeOf = (
  deps: Pick<ConversationDeps, 'bodyHash'>,
  given: {
    readonly notice: NoticeKind;
    readonly key: string;
    readonly messageId: MessageId;
    readonly text: string;
  },
): Pick<CommitRequest, 'command' | 'words'> => {
  const { notice, key, messageId, text } = given;
  const clientMessageId = `${notice}-${key}`;
  return {
    command: { type: 'give_notice', messageId, clientMessageId, notice },
    words: {
      messageId,
      kind: 'notice',
      senderId: 'system',
      clientMessageId,
      text,
      bodyHash: deps.bodyHash(['notice', notice, text]),
    },
  };
};
