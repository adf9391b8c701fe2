import { CheckCheck, SendHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { type ShowableCard, showCard } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import type { AccountItem, AccountSection } from './use-account.ts';

/** What of the account can be put before the customer as a card. */
const CARDS: Readonly<Partial<Record<AccountSection['section'], ShowableCard>>> = {
  orders: 'order',
  deposits: 'deposit',
  withdrawals: 'withdrawal',
  restrictions: 'restriction',
  verification: 'verification',
  payments: 'payment',
  api_keys: 'api_key',
  fees: 'fee_tier',
};
/** Of these there is one; their parts are shown with it. */
const SINGLE: readonly ShowableCard[] = ['verification', 'fee_tier'];

/** The card that an item can be shown as; null where it is none, or only a part of one. */
export const cardOf = (section: AccountSection, item: AccountItem): ShowableCard | null => {
  const kind = CARDS[section.section];
  if (kind === undefined) return null;
  return SINGLE.includes(kind) && section.items[0] !== item ? null : kind;
};

/** Puts a card into the conversation. The customer sees their own figures, whole; nothing is sent before the server's word. */
export const ShowCardButton = ({
  conversationId,
  kind,
  itemId,
}: {
  readonly conversationId: string;
  readonly kind: ShowableCard;
  readonly itemId: string;
}) => {
  const text = useText();
  // A second press after no answer is the same card, not another one.
  const clientMessageId = useRef(crypto.randomUUID());
  const [state, setState] = useState<'idle' | 'busy' | 'shown'>('idle');
  const send = (): void => {
    setState('busy');
    const subject = SINGLE.includes(kind) ? {} : { subjectId: itemId };
    showCard(conversationId, { clientMessageId: clientMessageId.current, kind, ...subject })
      .then(() => {
        clientMessageId.current = crypto.randomUUID();
        setState('shown');
        showToast({ text: text('show_card.done') });
      })
      .catch((thrown: unknown) => {
        setState('idle');
        showFailure('failed.show_card', thrown);
      });
  };
  return (
    <Button
      tone="quiet"
      icon={state === 'shown' ? CheckCheck : SendHorizontal}
      busy={state === 'busy'}
      disabled={state === 'shown'}
      data-testid="show-card"
      className="-mx-2 mt-0.5 !min-h-7 !px-2 !text-12 text-accent pointer-coarse:!min-h-11"
      onClick={send}
    >
      {text(state === 'shown' ? 'show_card.shown' : 'show_card.do')}
    </Button>
  );
};
