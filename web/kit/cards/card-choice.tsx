import './cards.css';
import type { JSX } from 'react';
import type { Card } from '../../../src/contract/cards.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useCardSpeech } from './card-texts.ts';
import { headlineOf, stateWordOf, toneOf } from './describe-card.ts';
import { CARD_ICONS } from './icons.ts';
import { CardIcon, Chip, Moment } from './parts.tsx';

/** When the thing itself began, which is how people know it again. */
const beganAt = (card: Card): number => {
  switch (card.kind) {
    case 'deposit':
      return card.data.seenAt;
    case 'withdrawal':
      return card.data.requestedAt;
    case 'order':
    case 'payment':
      return card.data.createdAt;
    case 'restriction':
      return card.data.since;
    case 'two_factor_reset':
      return card.data.requestedAt;
    case 'lock':
      return card.data.askedAt;
    case 'verification':
    case 'fee_tier':
    case 'api_key':
    case 'trace':
      return card.asOf;
  }
};

interface CardChoiceProps {
  readonly card: Card;
  readonly locale: Locale;
  /** Chosen, as far as is known here. */
  readonly isChosen: boolean;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}

/** A card in two lines, to choose among its like. */
export const CardChoice = (props: CardChoiceProps): JSX.Element | null => {
  const { card, locale, isChosen, isBusy, onChoose } = props;
  const speech = useCardSpeech(locale);
  if (speech === null) return <div className="xchoice xbones" aria-hidden="true" />;
  const headline = headlineOf(card, speech);
  const state = stateWordOf(card, speech);
  return (
    <button
      type="button"
      className="xchoice"
      aria-pressed={isChosen}
      aria-disabled={isBusy}
      onClick={() => {
        if (!isBusy) onChoose();
      }}
    >
      <CardIcon d={CARD_ICONS[card.kind]} />
      <span className="xchoice-words">
        <bdi {...(headline?.isFigure ? { dir: 'ltr' as const } : {})} className="xheadline">
          {headline?.text ?? speech.t(`kind.${card.kind}`)}
        </bdi>
        <small>
          {speech.t(`kind.${card.kind}`)} · <Moment at={beganAt(card)} speech={speech} />
        </small>
      </span>
      {state !== null && <Chip tone={toneOf(card)}>{state}</Chip>}
    </button>
  );
};
