import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../actions/handlers.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { accept } from '../api/desk-api.ts';
import { customerLabel } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { patchConversation } from '../state/conversations.ts';
import { useSecond } from '../state/now.ts';
import { offers } from '../state/offers.ts';
import { useRow } from '../state/rows.ts';
import { pageSettings } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { goTo } from './place.ts';
import { useAcceptOnEnter } from './use-accept-on-enter.ts';

const Offer = ({ id, more }: { readonly id: string; readonly more: number }) => {
  const text = useText();
  const row = useRow(id);
  const now = useSecond();
  const keys = useKeysOf('open');
  const [busy, setBusy] = useState(false);
  const take = (): void => {
    setBusy(true);
    goTo('inbox', 'mine', id);
    accept(id)
      .then(() => patchConversation(id, { accepted: true }))
      .catch((thrown: unknown) => showFailure('failed.accept', thrown))
      .finally(() => setBusy(false));
  };
  useAction('open', take, 1);
  useAcceptOnEnter(take);
  if (row === undefined) return null;
  const { conversation } = row;
  const left = Math.max(0, (conversation.assignedAt ?? now) + pageSettings.offerMs - now);
  const seconds = Math.ceil(left / 1_000);
  return (
    <section
      data-testid="offer-bar"
      aria-label={text('offer.label')}
      className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-accent bg-sel px-3 py-2"
    >
      <BellRing aria-hidden size={18} className="shrink-0 text-accent" />
      <p role="status" className="min-w-0 flex-1">
        <strong className="font-semibold">{text('offer.title')}</strong>{' '}
        <bdi>{customerLabel(row, text)}</bdi>
        {' · '}
        {text(`category.${conversation.category}`)}
        {' · '}
        {text(`locale.${conversation.locale}`)}
        {more > 0 && ` · ${text('offer.more', { count: more })}`}
      </p>
      <span
        className="text-12 text-muted tabular-nums"
        title={text('offer.lapses')}
        aria-hidden="true"
      >
        {text('time.seconds', { seconds })}
      </span>
      <Button tone="primary" busy={busy} onClick={take} data-testid="accept-offer">
        {text('offer.accept')}
        {keys !== undefined && (
          <kbd className="rounded-4 border border-accent-fg px-1 font-sans text-11">{keys}</kbd>
        )}
      </Button>
    </section>
  );
};

/** A conversation offered to this person: one key takes it. */
export const OfferBar = () => {
  const ids = useStore(offers);
  const first = ids[0];
  return first === undefined ? null : <Offer key={first} id={first} more={ids.length - 1} />;
};
