import { useQuery } from '@tanstack/react-query';
import type { CallNumber, DeskCalls, SettledCall } from '../../../src/contract/surge.ts';
import type { CallResult } from '../../../src/core/incidents/calls.ts';
import { request } from '../api/request.ts';

const ALL = '/api/desk/calls';
/** Times move on by themselves; what colleagues have settled leaves the list. */
const EVERY_MS = 30_000;

export const CALLS = ['calls'] as const;

export const useCalls = () =>
  useQuery({
    queryKey: CALLS,
    queryFn: () => request<DeskCalls>('GET', ALL),
    refetchInterval: EVERY_MS,
  });

/** The number to call; asking for it is recorded. */
export const openNumber = async (conversationId: string): Promise<string> =>
  (await request<CallNumber>('POST', `${ALL}/${conversationId}/number`)).number;

export const settleCall = (conversationId: string, result: CallResult): Promise<SettledCall> =>
  request('POST', `${ALL}/${conversationId}/result`, { body: { result } });
