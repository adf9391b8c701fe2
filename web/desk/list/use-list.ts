import { useEffect, useMemo } from 'react';
import { isPersonal } from '../../../src/core/views/ready-made.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { onFrame } from '../state/live.ts';
import { useMe } from '../state/me.ts';
import { ListHandle } from './list-store.ts';

const kept = new Map<string, { readonly list: ListHandle; users: number }>();

/** A list for as long as somebody shows it; it is closed a little after the last one has gone. */
const CLOSE_AFTER_MS = 60_000;

const acquire = (name: string, make: () => ListHandle): ListHandle => {
  const known = kept.get(name);
  if (known !== undefined) return known.list;
  const list = make();
  kept.set(name, { list, users: 0 });
  return list;
};

export const useList = (view: string, category: Category | undefined): ListHandle => {
  const { agentId } = useMe();
  const name = `${agentId} ${view} ${category ?? ''}`;
  const list = useMemo(
    () => acquire(name, () => new ListHandle({ view, category }, agentId)),
    [name, view, category, agentId],
  );
  useEffect(() => {
    const entry = kept.get(name);
    if (entry === undefined) return;
    entry.users += 1;
    // Coming back to a list: what settled meanwhile is shown in its place.
    list.showArrivals();
    // Nothing tells what was read or left meanwhile.
    if (isPersonal(view) && list.status.get().phase === 'ready') list.reload();
    let welcomed = false;
    const end = onFrame('welcome', () => {
      if (welcomed || list.status.get().phase !== 'loading') list.reload();
      welcomed = true;
    });
    // What is in one's own lists follows from news, not from what a row says.
    const endNews = isPersonal(view) ? onFrame('news', list.reload) : undefined;
    return () => {
      end();
      endNews?.();
      entry.users -= 1;
      setTimeout(() => {
        if (entry.users > 0 || kept.get(name) !== entry) return;
        kept.delete(name);
        list.close();
      }, CLOSE_AFTER_MS);
    };
  }, [name, list, view]);
  return list;
};
