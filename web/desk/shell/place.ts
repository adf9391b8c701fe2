import { useParams } from '@tanstack/react-router';
import { isPersonal, isReadyMade } from '../../../src/core/views/ready-made.ts';
import { go } from './navigate.ts';

export type Lane = 'inbox' | 'security';

/** What the address says: which list, and which conversation of it. */
export interface Place {
  readonly view: string;
  readonly conversationId: string | null;
}

/** A saved view goes by its id. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isView = (value: string): boolean =>
  isReadyMade(value) || isPersonal(value) || UUID.test(value);

export const usePlace = (lane: Lane): Place => {
  const params: { view?: string; conversationId?: string } = useParams({ strict: false });
  return {
    view: params.view !== undefined && isView(params.view) ? params.view : firstView(lane),
    conversationId: params.conversationId ?? null,
  };
};

export const firstView = (lane: Lane): string => (lane === 'inbox' ? 'mine' : 'waiting_on_us');

/** Goes to a list, or to a conversation beside it. */
export const goTo = (
  lane: Lane,
  view: string,
  conversationId: string | null,
  hash?: string,
): void => {
  if (conversationId === null) {
    go({ to: `/${lane}/$view`, params: { view } });
    return;
  }
  go({
    to: `/${lane}/$view/$conversationId`,
    params: { view, conversationId },
    ...(hash === undefined ? {} : { hash }),
  });
};
