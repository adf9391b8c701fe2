import '../styles/selfservice.css';
import type { JSX } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { SelfAction } from '../../../src/core/selfservice/vocabulary.ts';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { tapAssistant } from '../app/tapping.ts';
import { NotTapped, useFocusKept, useTapped } from '../chat/tapped.tsx';
import { AskTxid } from './ask-txid.tsx';
import { Consent } from './consent.tsx';
import { NetworkCheck } from './network-check.tsx';
import { Picker } from './picker.tsx';
import { StepUp } from './step-up.tsx';

interface TapsProps {
  readonly view: CustomerConversation;
  readonly turnId: string;
}

/** What the last finding offers to do. */
const Offers = ({
  id,
  turnId,
  actions,
}: {
  id: string;
  turnId: string;
  actions: readonly SelfAction[];
}): JSX.Element => {
  const tapped = useTapped(id);
  const box = useFocusKept<HTMLDivElement>();
  const busy = tapped?.failed === false;
  return (
    <div className="self-taps" ref={box}>
      {actions.map((action) => (
        <button
          key={action}
          type="button"
          className="quiet option"
          aria-disabled={busy}
          aria-pressed={tapped?.tap.kind === 'action' && tapped.tap.action === action}
          onClick={() => void tapAssistant(id, { kind: 'action', turnId, action })}
        >
          {t(`self.action.${action}`)}
        </button>
      ))}
      <NotTapped id={id} kind="action" />
    </div>
  );
};

/** What the assistant's words wait for, other than words; below them, for as long as they are the newest. */
export const SelfTaps = ({ view, turnId }: TapsProps): JSX.Element | null => {
  const entries = useCell(state, ({ chats }) => chats[view.id]?.timeline?.entries ?? null);
  const { pending, offers } = view.assistant ?? {};
  const isPending = pending?.turnId === turnId;
  if (isPending) {
    const props = { id: view.id, turnId };
    switch (pending.kind) {
      case 'consent':
        return <Consent {...props} />;
      case 'pick':
        return <Picker {...props} cardIds={pending.cardIds} entries={entries ?? []} />;
      case 'ask':
        return <AskTxid {...props} />;
      case 'step_up':
        return <StepUp {...props} />;
      case 'network_check':
        return <NetworkCheck {...props} />;
    }
  }
  if (offers?.turnId !== turnId || offers.actions.length === 0) return null;
  return <Offers id={view.id} turnId={turnId} actions={offers.actions} />;
};
