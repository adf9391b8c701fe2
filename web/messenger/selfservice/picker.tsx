import type { JSX } from 'react';
import { CardChoice } from '../../kit/cards/card-choice.tsx';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import { t, useLocale } from '../app/locale.ts';
import { tapAssistant } from '../app/tapping.ts';
import { focusComposer, NotTapped, useFocusKept, useTapped } from '../chat/tapped.tsx';

interface PickerProps {
  readonly id: string;
  readonly turnId: string;
  readonly cardIds: readonly string[];
  readonly entries: readonly TimelineEntry[];
}

/** Which one is meant? Those that cannot be read here are left out; whoever means another simply writes. */
export const Picker = ({ id, turnId, cardIds, entries }: PickerProps): JSX.Element => {
  const locale = useLocale();
  const tapped = useTapped(id);
  const box = useFocusKept<HTMLFieldSetElement>();
  const cards = entries.flatMap((entry) =>
    entry.kind === 'card' && entry.card !== null && cardIds.includes(entry.cardId)
      ? [entry.card]
      : [],
  );
  const chosen = tapped?.tap.kind === 'card' && !tapped.failed ? tapped.tap.cardId : null;
  return (
    <fieldset className="self-taps" ref={box} aria-label={t('self.pick')}>
      {cards.map((card) => (
        <CardChoice
          key={card.cardId}
          card={card}
          locale={locale}
          isChosen={chosen === card.cardId}
          isBusy={tapped?.failed === false}
          onChoose={() => void tapAssistant(id, { kind: 'card', turnId, cardId: card.cardId })}
        />
      ))}
      <button type="button" className="quiet" onClick={focusComposer}>
        {t('assistant.something_else')}
      </button>
      <NotTapped id={id} kind="card" />
    </fieldset>
  );
};
