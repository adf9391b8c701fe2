import lock from 'icon:lock';
import type { JSX } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { t } from '../app/locale.ts';
import { hasExchange } from '../app/page-settings.ts';
import { state } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { lockPart } from '../screens/lock-part.ts';
import { Judgement, Options } from './assistant-taps.tsx';
import { selfTapsPart } from './parts.ts';

/** The first thing to do in an emergency, right below the words that say so. */
const LockNow = (): JSX.Element => (
  <button
    type="button"
    className="quiet danger lock-now"
    onPointerEnter={lockPart.preload}
    onClick={() => state.patch({ isLocking: true })}
  >
    <Icon d={lock} />
    {t('home.lock')}
  </button>
);

interface TurnTapsProps {
  readonly message: TimelineMessage;
  readonly view: CustomerConversation;
  readonly mayTap: boolean;
}

/** Whatever can be tapped in answer to a turn of the assistant. */
export const TurnTaps = ({ message, view, mayTap }: TurnTapsProps): JSX.Element | null => {
  const { turn } = message;
  if (turn === undefined) return null;
  const { assistant } = view;
  const { reply } = turn;
  if (reply.kind === 'handover' && reply.emergency !== null && hasExchange) return <LockNow />;
  if (!mayTap || !assistant?.active) return null;
  const offered =
    reply.kind === 'clarify'
      ? reply.options.filter(({ articleId }) => assistant.offered.includes(articleId))
      : [];
  const waits =
    assistant.pending?.turnId === turn.id ||
    (assistant.offers?.turnId === turn.id && assistant.offers.actions.length > 0);
  return (
    <>
      {offered.length > 0 && <Options id={view.id} options={offered} />}
      {waits && <selfTapsPart.Part view={view} turnId={turn.id} />}
      {assistant.openTurnId === turn.id && <Judgement id={view.id} turnId={turn.id} />}
    </>
  );
};
