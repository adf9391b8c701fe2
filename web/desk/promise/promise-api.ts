import type { LadderStep } from '../../../src/contract/escalation.ts';
import type { PromiseFigures, SetPromiseBody } from '../../../src/contract/promise.ts';
import { request } from '../api/request.ts';

export const setPromise = (conversationId: string, body: SetPromiseBody): Promise<void> =>
  request('PUT', `/api/desk/conversations/${conversationId}/promise`, { body });

export const escalate = (
  conversationId: string,
  body: { readonly note: string; readonly clientMessageId: string },
): Promise<void> => request('POST', `/api/desk/conversations/${conversationId}/escalate`, { body });

export const getFigures = (weeks: number): Promise<PromiseFigures> =>
  request('GET', '/api/desk/promises', { query: { weeks } });

interface Ladder {
  readonly steps: readonly LadderStep[];
}
export const getLadder = (): Promise<Ladder> => request('GET', '/api/desk/escalation-ladder');
export const putLadder = (steps: readonly LadderStep[]): Promise<Ladder> =>
  request('PUT', '/api/desk/escalation-ladder', { body: { steps } });

export const LADDER = ['escalation-ladder'] as const;
