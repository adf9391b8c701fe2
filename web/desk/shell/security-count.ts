import { useEffect } from 'react';
import { ListHandle } from '../list/list-store.ts';
import { useMe } from '../state/me.ts';
import { createStore, useStore } from '../state/store.ts';

/** How many security cases wait for us: the red number of the rail. */
const count = createStore(0);

/** Keeps the number; once, in the shell. */
export const useKeepSecurityCount = (): void => {
  const { agentId } = useMe();
  useEffect(() => {
    const list = new ListHandle({ view: 'waiting_on_us', category: 'security' }, agentId);
    const end = list.list.subscribe(() => count.set(list.list.get().order.length));
    return () => {
      end();
      list.close();
    };
  }, [agentId]);
};

export const useSecurityCount = (): number => useStore(count);
