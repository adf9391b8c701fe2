import '../styles/selfservice.css';
import type { JSX } from 'react';
import { CardChoice } from '../../kit/cards/card-choice.tsx';
import { CardView } from '../../kit/cards/card-view.tsx';
import type { TimelineCard } from '../../kit/state/timeline.ts';
import { write } from '../app/chatting.ts';
import { t, useLocale } from '../app/locale.ts';
import { chatOf } from '../app/state.ts';
import { tapAssistant } from '../app/tapping.ts';
import { fullMoment } from '../app/time.ts';

interface ChatCardProps {
  readonly id: string;
  readonly entry: TimelineCard;
  readonly mayTap?: boolean;
  /** Told in two lines, as what was chosen among its like. */
  readonly isChosen?: boolean;
}

/** Leads to the words that the card came with. False: they are not on screen, or it has changed since. */
const showFinding = ({ turnId, updatedAt }: TimelineCard): boolean => {
  if (turnId === null || updatedAt !== null) return false;
  const words = document.querySelector<HTMLElement>(`[data-turn="${turnId}"]`);
  words?.scrollIntoView({ block: 'center' });
  words?.focus();
  return words !== null;
};

/** A card in the customer's chat: to be explained, or to be put right by a person. */
export const ChatCard = ({ id, entry, mayTap, isChosen }: ChatCardProps): JSX.Element | null => {
  const locale = useLocale();
  const explain = (what: string): void => {
    if (!showFinding(entry)) write(id, t('self.explain_this', { what }), []);
  };
  const contradict = async (what: string): Promise<void> => {
    const { assistant } = chatOf(id).timeline?.view ?? {};
    // The words are for a person, so the person is asked for first.
    if (assistant?.active) await tapAssistant(id, { kind: 'person' });
    const at = fullMoment(entry.card?.asOf ?? entry.at);
    write(id, t('self.wrong_this', { what, at }), []);
    document.querySelector<HTMLElement>('.composer textarea')?.focus();
  };
  if (isChosen) {
    return entry.card === null ? null : (
      <div className="chat-card chosen">
        <CardChoice card={entry.card} locale={locale} isChosen isBusy onChoose={() => undefined} />
      </div>
    );
  }
  return (
    <div className="chat-card" data-card-id={entry.cardId} tabIndex={-1}>
      <CardView
        card={entry.card}
        kind={entry.cardKind}
        locale={locale}
        onExplain={mayTap ? explain : undefined}
        onWrong={mayTap ? (what) => void contradict(what) : undefined}
      />
    </div>
  );
};
