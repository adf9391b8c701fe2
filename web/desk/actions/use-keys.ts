import { useMemo } from 'react';
import { keysLine } from '../parts/keys.tsx';
import { preferences } from '../state/me.ts';
import { useStore } from '../state/store.ts';
import type { ActionId } from './definitions.ts';
import { isSingleKey, type KeyMap, resolveKeys } from './key-map.ts';

/** The keys in force for this person. */
export const useKeyMap = (): KeyMap => {
  const { keys } = useStore(preferences);
  return useMemo(() => resolveKeys(keys ?? {}), [keys]);
};

/** Whether keys without Control or Command are on. */
export const useSingleKeys = (): boolean => useStore(preferences).shortcuts !== false;

/** The first key of an action as a hint; nothing when it has none. */
export const useKeysOf = (id: ActionId): string | undefined => {
  const map = useKeyMap();
  const single = useSingleKeys();
  return keysLine(map.get(id)?.find((sequence) => single || !isSingleKey(sequence)));
};
