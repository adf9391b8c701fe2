import check from 'icon:check';
import { type JSX, useState } from 'react';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';
import { HoldButton } from './hold-button.tsx';

/** What locking does, before it is done. */
export const Effects = (): JSX.Element => (
  <ul className="effects">
    {(['sessions', 'withdrawals', 'keys'] as const).map((effect) => (
      <li key={effect}>
        <Icon d={check} size={18} />
        {t(`lock.effect.${effect}`)}
      </li>
    ))}
  </ul>
);

export const Confirm = ({ onLock }: { onLock: (stopTrading: boolean) => void }): JSX.Element => {
  const [stopTrading, setStopTrading] = useState(true);
  return (
    <>
      <p>{t('lock.lead')}</p>
      <Effects />
      <label className="row">
        <input
          type="checkbox"
          checked={stopTrading}
          onChange={() => setStopTrading(!stopTrading)}
        />
        {t('lock.trading')}
      </label>
      <p className="muted">{t('lock.undo')}</p>
      <HoldButton onDone={() => onLock(stopTrading)} />
    </>
  );
};
