import { CloudOff } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useText } from '../locale/text.ts';
import { liveStatus } from '../state/live.ts';
import { outbox } from '../state/send.ts';
import { useStore } from '../state/store.ts';

/** Whether the device believes itself to be on a network. */
const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener);
      addEventListener('offline', listener);
      return () => {
        removeEventListener('online', listener);
        removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );

/** A short break is no news. */
const SAY_AFTER_MS = 2_500;

/** Says that the line is down and that nothing written is lost. */
export const OfflineBar = () => {
  const text = useText();
  const status = useStore(liveStatus);
  const waiting = useStore(outbox).filter((one) => one.state === 'waiting').length;
  const down = !useOnline() || (status !== 'live' && status !== 'closed');
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!down) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [down]);
  return (
    <div role="status">
      {late && (
        <p
          data-testid="offline-bar"
          className="flex items-center justify-center gap-2 border-b border-line bg-note px-3 py-1 text-12"
        >
          <CloudOff aria-hidden size={14} className="shrink-0 text-warn" />
          {waiting > 0 ? text('offline.waiting', { count: waiting }) : text('offline')}
        </p>
      )}
    </div>
  );
};
