/**
 * What `react` means in the messenger's build: preact's core and hooks, without its layer for old React code.
 * The screens are written to the React API and could be built with React as they are.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export { createElement, Fragment } from 'preact';
export { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

type Unsubscribe = () => void;

export const useSyncExternalStore = <T>(
  subscribe: (listener: () => void) => Unsubscribe,
  getSnapshot: () => T,
): T => {
  const value = getSnapshot();
  const [, draw] = useState({});
  const latest = useRef({ value, getSnapshot });
  latest.current = { value, getSnapshot };
  useLayoutEffect(() => {
    const look = (): void => {
      if (!Object.is(latest.current.value, latest.current.getSnapshot())) draw({});
    };
    look();
    return subscribe(look);
  }, [subscribe]);
  return value;
};
