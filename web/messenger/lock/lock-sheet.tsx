import '../styles/lock.css';
import { type JSX, useState } from 'react';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { Sheet } from '../parts/sheet.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { Confirm } from './confirm.tsx';
import { Progress } from './progress.tsx';
import { SignedOut } from './signed-out.tsx';
import { Standing, useSafety } from './standing.tsx';
import { useLock } from './use-lock.ts';

const SignedIn = ({ onClose, onOut }: { onClose: () => void; onOut: () => void }): JSX.Element => {
  const { locking, lock } = useLock();
  const safety = useSafety();
  switch (locking.kind) {
    case 'idle':
      return safety?.accountState === 'locked' ? (
        <Standing safety={safety} onClose={onClose} />
      ) : (
        <>
          <Confirm onLock={lock} />
          <button type="button" className="link" onClick={onOut}>
            {t('lock.other_account')}
          </button>
        </>
      );
    case 'going':
      return <Progress going={locking} onClose={onClose} />;
    case 'sign_in_needed':
      return <SignedOut onClose={onClose} />;
    case 'failed':
      return (
        <>
          <p role="alert">{sentenceOf(locking.code)}</p>
          <Confirm onLock={lock} />
        </>
      );
  }
};

/** Lock first, talk after: what it does, one deliberate press, and truthfully how far it has come. */
export const LockSheet = ({ onClose }: { onClose: () => void }): JSX.Element => {
  const isCustomer = useCell(
    state,
    ({ customer, phase }) => phase === 'ready' && customer?.kind === 'customer',
  );
  const [signedIn, setSignedIn] = useState(isCustomer);
  return (
    <Sheet title={t('lock.title')} onClose={onClose}>
      {signedIn ? (
        <SignedIn onClose={onClose} onOut={() => setSignedIn(false)} />
      ) : (
        <SignedOut onClose={onClose} />
      )}
    </Sheet>
  );
};
