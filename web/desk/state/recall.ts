import type { Attachment } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import { RECALL_WITHIN_MS } from '../../../src/core/conversation/transitions.ts';
import { recallMessage } from '../api/desk-api.ts';
import { currentText } from '../locale/text.ts';
import { showFailure } from './change-conversation.ts';
import type { Outgoing } from './outbox.ts';
import { createStore } from './store.ts';
import { closeToast, showToast } from './toasts.ts';

/** Words that came back from a message that was taken back; the composer picks them up. */
export const takenBack = createStore<{
  readonly conversationId: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
} | null>(null);

let lastToast = 0;

/** Offers to take a message back for as long as the server allows it. */
export const offerRecall = (one: Outgoing, logged: WireEvent): void => {
  const { event } = logged;
  if (event.type !== 'message_sent') return;
  const text = currentText();
  closeToast(lastToast);
  const takeBack = (): void => {
    recallMessage(one.conversationId, event.messageId)
      .then(() =>
        takenBack.set({
          conversationId: one.conversationId,
          text: one.text,
          attachments: one.attachments,
        }),
      )
      .catch((thrown: unknown) => showFailure('failed.recall', thrown));
  };
  lastToast = showToast(
    { text: text('message.sent'), undo: takeBack, undoLabel: text('message.recall') },
    RECALL_WITHIN_MS - 300,
  );
};
