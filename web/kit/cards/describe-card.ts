import type { Card } from '../../../src/contract/cards.ts';
import { apiKeyTone } from './api-key.tsx';
import { depositTone } from './deposit.tsx';
import { writeAmount } from './figures.ts';
import { lockTone } from './lock.tsx';
import { orderTone } from './order.tsx';
import type { Tone } from './parts.tsx';
import { paymentTone } from './payment.tsx';
import type { CardSpeech } from './speech.ts';
import { verificationTone } from './verification.tsx';
import { withdrawalTone } from './withdrawal.tsx';
import { termOf } from './words.ts';

export const toneOf = (card: Card): Tone => {
  switch (card.kind) {
    case 'deposit':
      return depositTone(card.data);
    case 'withdrawal':
      return withdrawalTone(card.data);
    case 'order':
      return orderTone(card.data);
    case 'restriction':
      return 'warn';
    case 'verification':
      return verificationTone(card.data);
    case 'payment':
      return paymentTone(card.data);
    case 'api_key':
      return apiKeyTone(card.data);
    case 'lock':
      return lockTone(card.data);
    case 'fee_tier':
    case 'two_factor_reset':
    case 'trace':
      return 'calm';
  }
};

/** The state in a word or two; null for what has none. */
export const stateWordOf = (card: Card, { t }: CardSpeech): string | null => {
  switch (card.kind) {
    case 'deposit':
      return t(`deposit_state.${card.data.state}`);
    case 'withdrawal':
      return card.data.ended === null
        ? t(`stage.${card.data.stage}`)
        : t(`ended.${card.data.ended}`);
    case 'order':
      return t(`order_state.${card.data.state}`);
    case 'verification':
      return t(`verification_state.${card.data.state}`);
    case 'payment':
      return t(`payment_state.${card.data.state}`);
    case 'api_key':
      return t(card.data.lastError === null ? 'api.works' : 'api.fails');
    case 'two_factor_reset':
      return t(`two_factor_state.${card.data.state}`);
    case 'trace':
      return t(`trace_state.${card.data.state}`);
    case 'lock':
      return t(`lock_state.${card.data.state}`);
    case 'restriction':
    case 'fee_tier':
      return null;
  }
};

/** What it is about, in one line; `isFigure` where it keeps its own direction. Null where its kind says it all. */
export const headlineOf = (
  card: Card,
  speech: CardSpeech,
): { readonly text: string; readonly isFigure: boolean } | null => {
  const { t } = speech;
  switch (card.kind) {
    case 'deposit':
    case 'withdrawal':
    case 'payment':
      return { text: `${writeAmount(card.data.amount)}\u00a0${card.data.asset}`, isFigure: true };
    case 'order':
      return {
        text: t(card.data.side === 'buy' ? 'order.buy' : 'order.sell', { pair: card.data.pair }),
        isFigure: false,
      };
    case 'restriction':
      return { text: termOf(speech, 'hold', card.data.reason), isFigure: false };
    case 'fee_tier':
      return { text: card.data.tier, isFigure: false };
    case 'api_key':
      return { text: card.data.name, isFigure: false };
    case 'verification':
    case 'two_factor_reset':
    case 'trace':
    case 'lock':
      return null;
  }
};

/** The whole card in one line: for screen readers, pickers and what is said about it. */
export const summaryOf = (card: Card, speech: CardSpeech): string =>
  [speech.t(`kind.${card.kind}`), headlineOf(card, speech)?.text, stateWordOf(card, speech)]
    .filter((part) => part != null)
    .join(', ');
