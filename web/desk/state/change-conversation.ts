import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Category, Priority } from '../../../src/core/vocabulary.ts';
import * as api from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { currentText, type TextKey } from '../locale/text.ts';
import { failureDetail, failureText } from '../parts/failure.tsx';
import { patchConversation } from './conversations.ts';
import { showToast } from './toasts.ts';

/** Says that something could not be done, and why. */
export const showFailure = (what: TextKey, thrown: unknown): void => {
  const text = currentText();
  const failure = asFailure(thrown);
  showToast({
    tone: 'error',
    text: `${text(what)} ${failureText(failure, text)}`,
    detail: failureDetail(failure, text),
  });
};

interface Change {
  readonly id: string;
  readonly shown: Partial<DeskConversation>;
  readonly write: () => Promise<unknown>;
  /** What the toast says; absent when the screen itself says enough. */
  readonly done?: string;
  readonly undo?: () => void;
  readonly failed: TextKey;
}

/** Shows a change at once, writes it, and puts back what was there when it is refused. */
const carryOut = async (change: Change): Promise<boolean> => {
  const putBack = patchConversation(change.id, change.shown);
  if (change.done !== undefined) showToast({ text: change.done, undo: change.undo ?? null });
  try {
    await change.write();
    return true;
  } catch (thrown) {
    putBack();
    showFailure(change.failed, thrown);
    return false;
  }
};

type Known = Pick<
  DeskConversation,
  'id' | 'number' | 'status' | 'priority' | 'category' | 'snoozedUntil'
>;

/** The status to go back to; nothing goes back to `new`, and `closed` is not set by hand. */
const before = (status: DeskConversation['status']): api.SettableStatus =>
  status === 'new' || status === 'closed' ? 'open' : status;

export const changeStatus = (
  conversation: Known,
  to: api.SettableStatus,
  quiet = false,
): Promise<boolean> => {
  const text = currentText();
  return carryOut({
    id: conversation.id,
    shown: { status: to },
    write: () => api.setStatus(conversation.id, to),
    ...(quiet
      ? {}
      : {
          done: text('changed.status', {
            number: conversation.number,
            status: text(`status.${to}`),
          }),
          undo: () => {
            void changeStatus({ ...conversation, status: to }, before(conversation.status), true);
          },
        }),
    failed: 'failed.status',
  });
};

export const changePriority = (
  conversation: Known,
  to: Priority,
  quiet = false,
): Promise<boolean> => {
  const text = currentText();
  return carryOut({
    id: conversation.id,
    shown: { priority: to },
    write: () => api.setPriority(conversation.id, to),
    ...(quiet
      ? {}
      : {
          done: text('changed.priority', { priority: text(`priority.${to}`) }),
          undo: () => void changePriority(conversation, conversation.priority, true),
        }),
    failed: 'failed.priority',
  });
};

export const changeCategory = (
  conversation: Known,
  to: Category,
  quiet = false,
): Promise<boolean> => {
  const text = currentText();
  return carryOut({
    id: conversation.id,
    shown: { category: to },
    write: () => api.setCategory(conversation.id, to),
    ...(quiet
      ? {}
      : {
          done: text('changed.category', { category: text(`category.${to}`) }),
          undo: () => void changeCategory(conversation, conversation.category, true),
        }),
    failed: 'failed.category',
  });
};

export const changeSnooze = (
  conversation: Known,
  until: number | null,
  done: string | null,
): Promise<boolean> =>
  carryOut({
    id: conversation.id,
    shown: { snoozedUntil: until },
    write: () => api.setSnooze(conversation.id, until),
    ...(done === null
      ? {}
      : {
          done,
          undo: () => void changeSnooze(conversation, conversation.snoozedUntil, null),
        }),
    failed: 'failed.snooze',
  });
