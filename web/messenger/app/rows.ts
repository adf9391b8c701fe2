import type { CustomerConversationRow } from '../../../src/contract/conversation.ts';
import { ask } from './session.ts';
import { state } from './state.ts';

export const loadHome = async (): Promise<void> => {
  const answer = await ask<{ rows: CustomerConversationRow[] }>('GET', '/api/conversations');
  if (!answer.ok) {
    state.patch({ rowsFailure: answer });
    return;
  }
  state.patch({ rows: answer.value.rows, rowsFailure: null });
};

/** Puts a row that the server told us of into its place: the one that moved last comes first. */
export const takeRow = (row: CustomerConversationRow): void => {
  const rows = state.get().rows ?? [];
  const others = rows.filter(({ conversation }) => conversation.id !== row.conversation.id);
  const moment = ({ conversation }: CustomerConversationRow): number =>
    conversation.lastMessageAt ?? conversation.createdAt;
  state.patch({ rows: [row, ...others].sort((a, b) => moment(b) - moment(a)) });
};
