import { useParams } from '@tanstack/react-router';
import type { DeskView } from '../../../src/contract/conversation.ts';
import { go } from './navigate.ts';
import { DESK_VIEWS } from './views.ts';

export type Lane = 'inbox' | 'security';

/** What the address says: which list, and which conversation of it. */
export interface Place {
  readonly view: DeskView;
  readonly conversationId: string | null;
}

const isView = (value: unknown): value is DeskView =>
  (DESK_VIEWS as readonly unknown[]).includes(value);

export const usePlace = (lane: Lane): Place => {
  const params: { view?: string; conversationId?: string } = useParams({ strict: false });
  return {
    view: isView(params.view) ? params.view : firstView(lane),
    conversationId: params.conversationId ?? null,
  };
};

export const firstView = (lane: Lane): DeskView => (lane === 'inbox' ? 'mine' : 'waiting_on_us');

/** Goes to a list, or to a conversation beside it. */
export const goTo = (lane: Lane, view: DeskView, conversationId: string | null): void => {
  if (conversationId === null) {
    go({ to: `/${lane}/$view`, params: { view } });
    return;
  }
  go({
    to: `/${lane}/$view/$conversationId`,
    params: { view, conversationId },
  });
};
