import { type ComponentType, type JSX, useEffect, useState } from 'react';
import { unreachable } from '../../kit/api/request.ts';
import { loadLaterTexts } from '../app/locale.ts';
import { Failure } from '../screens/failure.tsx';

export interface LazyPart<Props> {
  readonly Part: (props: Props) => JSX.Element | null;
  /** Fetches it before it is needed. */
  readonly preload: () => void;
}

/** A part of the messenger whose code is fetched when it is first wanted, with the texts that come later. */
export const lazyPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyPart<Props> => {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const fetchPart = (): Promise<void> => {
    loading ??= Promise.all([load(), loadLaterTexts()]).then(
      ([part]) => {
        loaded = part;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when its module is read
  const Part = (props: Props): JSX.Element | null => {
    const [attempt, setAttempt] = useState(0);
    const [, draw] = useState({});
    const [failed, setFailed] = useState(false);
    // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt fetches once
    useEffect(() => {
      if (loaded !== null) return;
      setFailed(false);
      fetchPart().then(
        () => draw({}),
        () => setFailed(true),
      );
    }, [attempt]);
    if (loaded !== null) {
      const Loaded = loaded;
      return <Loaded {...props} />;
    }
    return failed ? (
      <div className="pad">
        <Failure failure={unreachable()} onRetry={() => setAttempt(attempt + 1)} />
      </div>
    ) : null;
  };
  return { Part, preload: () => void fetchPart().catch(() => undefined) };
};
