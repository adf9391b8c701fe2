import { QueryClient, useQuery } from '@tanstack/react-query';
import type { DeskAgent } from '../../../src/contract/routing.ts';
import { getCustomer, listAgents, listCanned, listTeams } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { onFrame } from './live.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, thrown) => count < 2 && asFailure(thrown).mayRetry,
      refetchOnWindowFocus: false,
    },
  },
});

export const AGENTS = ['agents'] as const;
export const TEAMS = ['teams'] as const;
export const CANNED = ['canned'] as const;
export const customerKey = (id: string) => ['customer', id] as const;

export const useAgents = () => useQuery({ queryKey: AGENTS, queryFn: listAgents });
export const useTeams = () => useQuery({ queryKey: TEAMS, queryFn: listTeams });
export const useCanned = () => useQuery({ queryKey: CANNED, queryFn: listCanned });
export const useCustomer = (customerId: string) =>
  useQuery({ queryKey: customerKey(customerId), queryFn: () => getCustomer(customerId) });

const GATHER_MS = 200;

/** Keeps the colleagues' states and loads in step with the socket. Returns what ends it. */
export const listenAgents = (): (() => void) => {
  const waiting = new Map<string, Partial<DeskAgent>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    queryClient.setQueryData<readonly DeskAgent[]>(AGENTS, (agents) =>
      agents?.map((agent) => ({ ...agent, ...waiting.get(agent.id) })),
    );
    waiting.clear();
  };
  const end = onFrame('agent', ({ agentId, status, loadUnits, capacityUnits }) => {
    waiting.set(agentId, { status, loadUnits, capacityUnits });
    timer ??= setTimeout(flush, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
};
