import { createCell, useCell } from './cell.ts';
import { recall, remember } from './device.ts';
import { state } from './state.ts';

/** What is being written, per conversation. Survives a change of language, a lost session and a reload. */
const drafts = createCell<Readonly<Record<string, string>>>({});

/** A request that has not begun is written under one name: its local id lives no longer than the page. */
const placeOf = (id: string): string => (id.startsWith('new:') ? 'new' : id);
const keyOf = (id: string): string =>
  `draft.${state.get().customer?.id ?? 'nobody'}.${placeOf(id)}`;

export const draftOf = (id: string): string => drafts.get()[placeOf(id)] ?? recall(keyOf(id)) ?? '';
export const useDraft = (id: string): string => {
  useCell(drafts);
  return draftOf(id);
};

/** Takes a draft over from another tab, without telling anybody. */
export const takeDraft = (id: string, text: string): void => drafts.patch({ [placeOf(id)]: text });

/** `mayStay`: whether the words may lie on the device. Where they may not, those that lay there go. */
export const keepDraft = (id: string, text: string, mayStay: boolean): void => {
  takeDraft(id, text);
  remember(keyOf(id), mayStay ? text : null);
};

/** A request has got its own id: what has been written since its first words left goes with it. */
export const moveDraft = (from: string, to: string): void => {
  const kept = recall(keyOf(from));
  takeDraft(to, draftOf(from));
  remember(keyOf(to), kept);
  keepDraft(from, '', true);
};

/** Another person begins: what the one before wrote stays on the device, under that person's key. */
export const forgetDrafts = (): void => drafts.set({});
