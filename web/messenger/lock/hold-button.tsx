import lockIcon from 'icon:lock';
import { type JSX, useEffect, useRef, useState } from 'react';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';

const HOLD_MS = 1_500;
/** A double tap is one tap: it must not answer what it has only just asked for. */
const NOT_THE_SAME_TAP_MS = 700;

/**
 * Held for a second and a half it is done, by pointer or key. Whoever only taps, or whose aid can only tap, is asked
 * once more instead.
 */
export const HoldButton = ({ onDone }: { onDone: () => void }): JSX.Element => {
  const [isHeld, setHeld] = useState(false);
  const [asksAgain, setAsksAgain] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isDone = useRef(false);
  const askedAt = useRef(0);
  const heldBy = useRef<'pointer' | 'key'>('pointer');
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (asksAgain) again.current?.focus();
  }, [asksAgain]);
  const hold = (by: 'pointer' | 'key'): void => {
    if (timer.current !== undefined) return;
    heldBy.current = by;
    setHeld(true);
    timer.current = setTimeout(() => {
      isDone.current = true;
      onDone();
    }, HOLD_MS);
  };
  const release = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
  };
  const askAgain = (): void => {
    if (isDone.current || asksAgain) return;
    askedAt.current = Date.now();
    setAsksAgain(true);
  };
  // A mouse that lies about, and under which the page moves, does not end what a key began.
  const letGo = (): void => {
    if (heldBy.current === 'pointer') release();
  };
  return (
    <>
      {asksAgain && (
        <div className="hold-again" role="alert">
          <p>{t('lock.sure')}</p>
          <button
            ref={again}
            type="button"
            className="quiet danger"
            onClick={() => {
              if (Date.now() - askedAt.current > NOT_THE_SAME_TAP_MS) onDone();
            }}
          >
            {t('lock.yes')}
          </button>
        </div>
      )}
      <button
        type="button"
        className={isHeld ? 'hold held' : 'hold'}
        aria-describedby="hold-hint"
        onPointerDown={(event) => {
          if (event.button === 0) hold('pointer');
        }}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return;
          // No click by itself: a key that is held says the same as a finger that is.
          event.preventDefault();
          if (!event.repeat) hold('key');
        }}
        onKeyUp={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return;
          event.preventDefault();
          release();
          askAgain();
        }}
        onBlur={release}
        onClick={askAgain}
      >
        <span className="hold-fill" aria-hidden="true" />
        <Icon d={lockIcon} />
        <span>{t('lock.hold')}</span>
      </button>
      <p id="hold-hint" className="muted">
        {t('lock.hold_hint')}
      </p>
    </>
  );
};
