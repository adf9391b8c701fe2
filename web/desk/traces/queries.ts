import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TraceReply, TraceSummary } from '../../../src/contract/tracing.ts';
import { getTrace, listChains, listTraces } from '../api/tracing-api.ts';

/** How often a trace is read again: soon while blocks are still being read, seldom while it only waits for new ones. */
const EVERY_MS: Readonly<Record<TraceSummary['state'], number | false>> = {
  running: 2_000,
  watching: 15_000,
  ended: false,
};

const tracesKey = (conversationId: string) => ['traces', conversationId] as const;
const traceKey = (conversationId: string, traceId: string) =>
  ['traces', conversationId, traceId] as const;

export const useChains = () =>
  useQuery({ queryKey: ['chains'], queryFn: listChains, staleTime: Number.POSITIVE_INFINITY });

const soonest = (traces: readonly TraceSummary[] | undefined): number | false => {
  const all = (traces ?? []).map(({ state }) => EVERY_MS[state]).filter((each) => each !== false);
  return all.length === 0 ? false : Math.min(...all);
};

export const useTraces = (conversationId: string) =>
  useQuery({
    queryKey: tracesKey(conversationId),
    queryFn: () => listTraces(conversationId),
    staleTime: 0,
    refetchInterval: ({ state }) => soonest(state.data),
  });

export const useTrace = (conversationId: string, traceId: string) =>
  useQuery({
    queryKey: traceKey(conversationId, traceId),
    queryFn: () => getTrace(conversationId, traceId),
    staleTime: 0,
    gcTime: 60_000,
    refetchInterval: ({ state }) =>
      state.data === undefined ? false : EVERY_MS[state.data.trace.state],
  });

/** Takes the server's newest word on a trace, and has the list read again. */
export const useTakeTrace = (conversationId: string): ((reply?: TraceReply) => void) => {
  const client = useQueryClient();
  return (reply) => {
    if (reply !== undefined)
      client.setQueryData(traceKey(conversationId, reply.trace.traceId), reply);
    void client.invalidateQueries({ queryKey: tracesKey(conversationId) });
  };
};
