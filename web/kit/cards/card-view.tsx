import './cards.css';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { Card } from '../../../src/contract/cards.ts';
import type { CardKind } from '../../../src/core/selfservice/vocabulary.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { ApiKeyBody } from './api-key.tsx';
import { useCardSpeech } from './card-texts.ts';
import { DepositBody } from './deposit.tsx';
import { headlineOf, stateWordOf, summaryOf, toneOf } from './describe-card.ts';
import { FeeTierBody } from './fee-tier.tsx';
import { CARD_ICONS } from './icons.ts';
import { LockBody } from './lock.tsx';
import { OrderBody } from './order.tsx';
import { CardIcon, Chip, Moment } from './parts.tsx';
import { PaymentBody } from './payment.tsx';
import { RestrictionBody } from './restriction.tsx';
import { CardSkeleton } from './skeleton.tsx';
import type { CardSpeech } from './speech.ts';
import { TraceBody } from './trace.tsx';
import { TwoFactorResetBody } from './two-factor-reset.tsx';
import { VerificationBody } from './verification.tsx';
import { WithdrawalBody } from './withdrawal.tsx';

/** For as long a change stays marked. */
const MARKED_MS = 2_500;

const Body = ({ card, speech }: { card: Card; speech: CardSpeech }): JSX.Element => {
  switch (card.kind) {
    case 'deposit':
      return <DepositBody data={card.data} speech={speech} />;
    case 'withdrawal':
      return <WithdrawalBody data={card.data} speech={speech} />;
    case 'order':
      return <OrderBody data={card.data} speech={speech} />;
    case 'restriction':
      return <RestrictionBody data={card.data} speech={speech} />;
    case 'verification':
      return <VerificationBody data={card.data} speech={speech} />;
    case 'fee_tier':
      return <FeeTierBody data={card.data} speech={speech} />;
    case 'payment':
      return <PaymentBody data={card.data} speech={speech} />;
    case 'api_key':
      return <ApiKeyBody data={card.data} speech={speech} />;
    case 'two_factor_reset':
      return <TwoFactorResetBody data={card.data} speech={speech} />;
    case 'lock':
      return <LockBody data={card.data} speech={speech} />;
    case 'trace':
      return <TraceBody data={card.data} speech={speech} />;
  }
};

/** True for a moment after that which is shown became another, while the card was on screen. */
const useMarked = (shown: string): boolean => {
  const known = useRef(shown);
  const [isMarked, setMarked] = useState(false);
  useEffect(() => {
    if (shown === known.current) return;
    known.current = shown;
    setMarked(true);
    const timer = setTimeout(() => setMarked(false), MARKED_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return isMarked;
};

/** The sentence for whoever listens: only when the state itself has changed, not with each figure on its way there. */
const useSaid = (summary: string, say: (summary: string) => string): string => {
  const known = useRef(summary);
  const [said, setSaid] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each change
  useEffect(() => {
    if (summary === known.current) return;
    // The sentences of the language were not here yet: nothing has changed.
    if (known.current !== '') setSaid(say(summary));
    known.current = summary;
  }, [summary]);
  return said;
};

interface CardViewProps {
  /** Null: its data is gone or cannot be read, and nothing is drawn. */
  readonly card: Card | null;
  readonly kind: CardKind;
  readonly locale: Locale;
  readonly onExplain?: ((summary: string) => void) | undefined;
  readonly onWrong?: ((summary: string) => void) | undefined;
}

/** A card of the account or the chain, for customer and agent alike. What changes is told once, and calmly. */
export const CardView = (props: CardViewProps): JSX.Element | null => {
  const { card, kind, locale, onExplain, onWrong } = props;
  const speech = useCardSpeech(locale);
  const isMarked = useMarked(card === null ? '' : JSON.stringify(card.data));
  const summary = card === null || speech === null ? '' : summaryOf(card, speech);
  const said = useSaid(summary, (changed) => speech?.t('card.changed', { summary: changed }) ?? '');
  if (card === null) return null;
  if (speech === null) return <CardSkeleton kind={kind} />;
  const { t } = speech;
  const headline = headlineOf(card, speech);
  const state = stateWordOf(card, speech);
  return (
    <article
      className={isMarked ? 'xcard xcard-marked' : 'xcard'}
      aria-label={summary}
      data-card={card.kind}
    >
      {/* Figures that move are not read out one by one; the change is, in one sentence. */}
      <p className="xunseen" role="status">
        {said}
      </p>
      <div aria-live="off">
        <div className="xhead">
          <CardIcon d={CARD_ICONS[card.kind]} />
          <span className="xkind">{t(`kind.${card.kind}`)}</span>
          {state !== null && <Chip tone={toneOf(card)}>{state}</Chip>}
        </div>
        {headline !== null && (
          <p className="xheadline">
            <bdi {...(headline.isFigure ? { dir: 'ltr' as const } : {})}>{headline.text}</bdi>
          </p>
        )}
        <div className="xbody">
          <Body card={card} speech={speech} />
        </div>
        <div className="xfoot">
          <span>
            {speech.rich('card.as_of', {
              time: <Moment key="time" at={card.asOf} speech={speech} />,
            })}
          </span>
          {onExplain && (
            <button type="button" onClick={() => onExplain(summary)}>
              {t('card.explain')}
            </button>
          )}
          {onWrong && (
            <button type="button" onClick={() => onWrong(summary)}>
              {t('card.wrong')}
            </button>
          )}
        </div>
      </div>
    </article>
  );
};
