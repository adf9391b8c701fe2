import type { NoticeKind } from '../../core/conversation/case.ts';
import type { CaseCommand } from '../../core/conversation/case-command.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Words } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';

type NoticeDeps = Pick<ConversationDeps, 'bodyHash' | 'ids'>;

interface Notice {
  readonly notice: NoticeKind;
  readonly text: string;
  /** Makes it once: said again under the same one, it is the notice that stands there already. */
  readonly key: string;
  /** Where the id in the log is another one than `<notice>-<key>`: those that are there already keep theirs. */
  readonly clientMessageId?: string;
  /** What makes it the same notice, where that is not its kind and key. */
  readonly sameBy?: readonly string[];
}

/** The words of what the system tells a customer, for a command that says them beside something else. */
export const noticeWordsOf = (deps: NoticeDeps, given: Notice): Words => {
  const { notice, key, text, clientMessageId, sameBy } = given;
  return {
    messageId: deps.ids.uuid() as MessageId,
    kind: 'notice',
    senderId: 'system',
    clientMessageId: clientMessageId ?? `${notice}-${key}`,
    text,
    bodyHash: deps.bodyHash(sameBy ?? ['notice', notice, key]),
  };
};

/** What the system tells a customer: the command with its words, for a commit. */
export const noticeOf = (
  deps: NoticeDeps,
  given: Notice,
): {
  readonly command: Extract<CaseCommand, { type: 'give_notice' }>;
  readonly words: Words;
} => {
  const words = noticeWordsOf(deps, given);
  const { messageId, clientMessageId } = words;
  return {
    command: { type: 'give_notice', messageId, clientMessageId, notice: given.notice },
    words,
  };
};
