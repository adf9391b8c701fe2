import { useQuery } from '@tanstack/react-query';
import { queryClient } from '../state/queries.ts';
import { getRelated, getWatchers, listTags } from './relations-api.ts';

const relatedKey = (id: string, seenBy: string) => ['related', id, seenBy] as const;

/** What belongs to a conversation. `seenBy` changes with each event that may change it. */
export const useRelated = (id: string, seenBy: string) =>
  useQuery({
    queryKey: relatedKey(id, seenBy),
    queryFn: () => getRelated(id),
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const forgetRelated = (): void =>
  void queryClient.invalidateQueries({ queryKey: ['related'] });

const watchersKey = (id: string) => ['watchers', id] as const;
export const useWatchers = (id: string) =>
  useQuery({ queryKey: watchersKey(id), queryFn: () => getWatchers(id), staleTime: 0 });
export const keepWatchers = (id: string, found: Awaited<ReturnType<typeof getWatchers>>): void => {
  queryClient.setQueryData(watchersKey(id), found);
};

export const useTags = (begins: string, enabled: boolean) =>
  useQuery({
    queryKey: ['tags', begins],
    queryFn: () => listTags(begins),
    enabled,
    placeholderData: (before) => before,
  });
