import yes from 'icon:check';
import no from 'icon:circle-question-mark';
import { type JSX, useState } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';

/** The incident that is over and whose customer was asked whether theirs is settled; undefined where none waits. */
export const askedAbout = (
  view: CustomerConversation,
  events: readonly WireEvent[],
): string | undefined =>
  view.case.incidentIds.find((id) =>
    events.some(
      ({ event }) =>
        event.type === 'notice_given' && event.clientMessageId.startsWith(`incident-closed-${id}`),
    ),
  );

/** Yes ends the request, no brings it back to people. */
export const Settled = ({ id, incidentId }: { id: string; incidentId: string }): JSX.Element => {
  const [busy, setBusy] = useState(false);
  const answer = async (settled: boolean): Promise<void> => {
    setBusy(true);
    await wish(id, 'POST', '/incident-answer', { incidentId, settled }, sentenceOf);
    setBusy(false);
  };
  return (
    <section className="taps" aria-label={t('incident.settled_question')}>
      <p className="muted">{t('incident.settled_question')}</p>
      <div className="buttons">
        <button type="button" className="quiet" disabled={busy} onClick={() => void answer(true)}>
          <Icon d={yes} size={18} />
          {t('incident.yes')}
        </button>
        <button type="button" className="quiet" disabled={busy} onClick={() => void answer(false)}>
          <Icon d={no} size={18} />
          {t('incident.no')}
        </button>
      </div>
    </section>
  );
};
