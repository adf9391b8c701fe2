import type { Attachment } from '../../../src/contract/conversation.ts';
import { recallJson, remember } from '../state/device.ts';

export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}
export type Tab = 'reply' | 'note';

export const EMPTY_DRAFT: Draft = { text: '', attachments: [] };

const keyOf = (agentId: string, conversationId: string, tab: Tab): string =>
  `desk.draft.${agentId}.${conversationId}.${tab}`;

/** What this person had begun to write here; it survives a reload. */
export const readDraft = (agentId: string, conversationId: string, tab: Tab): Draft =>
  recallJson(keyOf(agentId, conversationId, tab), EMPTY_DRAFT);

export const keepDraft = (
  agentId: string,
  conversationId: string,
  tab: Tab,
  draft: Draft,
): void => {
  const empty = draft.text === '' && draft.attachments.length === 0;
  remember(keyOf(agentId, conversationId, tab), empty ? null : JSON.stringify(draft));
};
