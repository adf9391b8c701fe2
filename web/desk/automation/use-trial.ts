import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

const POLL_MS = 700;

interface Trial {
  readonly trialId: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
}

interface Ways<T extends Trial> {
  readonly start: () => Promise<T>;
  readonly read: (trialId: string) => Promise<T>;
  readonly cancel: (trialId: string) => Promise<unknown>;
}

/** A dry run: begun once, followed until it is over, and ended by `leave` when nobody looks any more. */
export const useTrial = <T extends Trial>({ start, read, cancel }: Ways<T>) => {
  const [trialId, setTrialId] = useState<string | null>(null);
  const [thrown, setThrown] = useState<unknown>(null);
  const begun = useRef(false);
  const begin = (): void => {
    setThrown(null);
    start()
      .then((trial) => setTrialId(trial.trialId))
      .catch(setThrown);
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin();
  });
  const query = useQuery({
    queryKey: ['rule-trial', trialId],
    queryFn: () => read(trialId ?? ''),
    enabled: trialId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
    staleTime: 0,
  });
  const trial = query.data;
  const leave = (): void => {
    if (trial?.state === 'running') void cancel(trial.trialId).catch(() => undefined);
  };
  return { trial, thrown: thrown ?? query.error, begin, leave };
};
