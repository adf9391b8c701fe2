import bell from 'icon:bell';
import mail from 'icon:mail';
import { type JSX, useState } from 'react';
import { useCell } from '../app/cell.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { canNotify, subscribe } from '../app/notifications.ts';
import { showToast, state } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { sentenceOf } from '../screens/failure.tsx';

interface ChoiceProps {
  readonly icon: string;
  readonly title: string;
  readonly on: boolean;
  readonly onToggle: () => void;
}

const Choice = ({ icon, title, on, onToggle }: ChoiceProps): JSX.Element => (
  <label className="row">
    <Icon d={icon} />
    {title}
    <span className="push" />
    <input type="checkbox" checked={on} onChange={onToggle} />
  </label>
);

/** Leaving keeps the place; here one says how to be told. */
export const LeaveSheet = ({ id, onClose }: { id: string; onClose: () => void }): JSX.Element => {
  const hasMail = useCell(state, (each) => each.hasMail);
  const [byPush, setByPush] = useState(canNotify());
  const [byMail, setByMail] = useState(hasMail);
  const leave = async (): Promise<void> => {
    // The permission must be asked for within the click, before anything is waited for.
    const subscribed = byPush && (await subscribe());
    if (byPush && !subscribed) {
      setByPush(false);
      showToast(t('leave.push_denied'));
      return;
    }
    const notifyBy = [...(subscribed ? ['push'] : []), ...(byMail ? ['mail'] : [])];
    onClose();
    if (await wish(id, 'POST', '/leave', { notifyBy }, sentenceOf)) {
      show({ name: 'home' });
      showToast(t(notifyBy.length > 0 ? 'leave.done_told' : 'leave.done'));
    }
  };
  return (
    <Sheet title={t('leave.title')} onClose={onClose}>
      <p className="muted">{t('leave.explained')}</p>
      {canNotify() && (
        <Choice
          icon={bell}
          title={t('leave.by_push')}
          on={byPush}
          onToggle={() => setByPush(!byPush)}
        />
      )}
      {hasMail && (
        <Choice
          icon={mail}
          title={t('leave.by_mail')}
          on={byMail}
          onToggle={() => setByMail(!byMail)}
        />
      )}
      {!canNotify() && !hasMail && <p className="muted">{t('leave.no_way')}</p>}
      <button type="button" className="primary" onClick={() => void leave()}>
        {t('leave.confirm')}
      </button>
    </Sheet>
  );
};
