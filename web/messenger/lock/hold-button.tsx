import lockIcon from 'icon:lock';
import { type JSX, useEffect, useRef, useState } from 'react';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';

const HOLD_MS = 1_500;

/**
 * Held for a second and a half it is done, by pointer or key. Whoever only taps, or whose aid can only tap, is asked
 * once more instead.
 */
export const HoldButton = ({ onDone }: { onDone: () => void }): JSX.Element => {
  const [isHeld, setHeld] = useState(false);
  const [asksAgain, setAsksAgain] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isDone = useRef(false);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (asksAgain) again.current?.focus();
  }, [asksAgain]);
  const hold = (): void => {
    if (timer.current !== undefined) return;
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
  return (
    <>
      <button
        type="button"
        className={isHeld ? 'hold held' : 'hold'}
        aria-describedby="hold-hint"
        onPointerDown={(event) => {
          if (event.button === 0) hold();
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) hold();
        }}
        onKeyUp={release}
        onBlur={release}
        onClick={() => {
          if (!isDone.current) setAsksAgain(true);
        }}
      >
        <span className="hold-fill" aria-hidden="true" />
        <Icon d={lockIcon} />
        <span>{t('lock.hold')}</span>
      </button>
      <p id="hold-hint" className="muted">
        {t('lock.hold_hint')}
      </p>
      {asksAgain && (
        <div className="hold-again" role="alert">
          <p>{t('lock.sure')}</p>
          <button ref={again} type="button" className="quiet danger" onClick={onDone}>
            {t('lock.yes')}
          </button>
        </div>
      )}
    </>
  );
};
