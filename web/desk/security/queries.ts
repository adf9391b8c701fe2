import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LockState, TakeoverReply } from '../../../src/contract/security.ts';
import { getTakeover, listApprovals } from '../api/security-api.ts';
import { isLead, useMe } from '../state/me.ts';

const APPROVALS = ['approvals'] as const;
const takeoverKey = (conversationId: string) => ['takeover', conversationId] as const;

/** What colleagues and the exchange do meanwhile is seen without asking. */
const USUAL_MS = 20_000;
/** While the exchange has not answered. */
const WAITING_MS = 3_000;

export const isUnderWay = (state: LockState | undefined): boolean =>
  state === 'sending' || state === 'retrying';

/** The checklist of a case and the lock, kept up to date while it is looked at. */
export const useTakeover = (conversationId: string) =>
  useQuery({
    queryKey: takeoverKey(conversationId),
    queryFn: () => getTakeover(conversationId),
    staleTime: 0,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.lock?.state) ? WAITING_MS : USUAL_MS),
  });

/** Reads it again with every event of the case: a customer may have locked the account themselves. */
export const useRereadWith = (conversationId: string, lastSeq: number): void => {
  const take = useTakeTakeover(conversationId);
  const reread = useRef(take);
  reread.current = take;
  const known = useRef(lastSeq);
  useEffect(() => {
    if (known.current === lastSeq) return;
    known.current = lastSeq;
    reread.current();
  }, [lastSeq]);
};

/** Takes the server's newest word on a checklist, or has it read again. */
export const useTakeTakeover = (conversationId: string): ((reply?: TakeoverReply) => void) => {
  const client = useQueryClient();
  return (reply) => {
    if (reply === undefined)
      void client.invalidateQueries({ queryKey: takeoverKey(conversationId) });
    else client.setQueryData(takeoverKey(conversationId), reply);
  };
};

/** What two people have to agree on, in all cases that this person may see; newest first. */
export const useApprovals = () =>
  useQuery({
    queryKey: APPROVALS,
    queryFn: listApprovals,
    staleTime: 0,
    refetchInterval: USUAL_MS,
  });

/** How seldom the number in the rail is read while nobody looks at the list. */
const COUNT_MS = 60_000;

/** How many wait for this lead's word. */
export const useWaitingApprovals = (): number => {
  const me = useMe();
  const query = useQuery({
    queryKey: APPROVALS,
    queryFn: listApprovals,
    enabled: isLead(me),
    refetchInterval: COUNT_MS,
  });
  return (query.data ?? []).filter(
    ({ state, askedBy }) => state === 'waiting' && askedBy.id !== me.agentId,
  ).length;
};

export const useRereadApprovals = (): (() => void) => {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: APPROVALS });
};
