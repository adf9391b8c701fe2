import { Bot, Cog } from 'lucide-react';
import { memo } from 'react';
import { CardView } from '../../kit/cards/card-view.tsx';
import type { TimelineCard } from '../../kit/state/timeline.ts';
import { runAction } from '../actions/handlers.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';

/** What stands beside the conversation about the same thing. */
const MORE = { trace: 'show_traces', lock: 'show_safety' } as const;

const ICONS = { assistant: Bot, system: Cog, agent: null, customer: null } as const;

/** Who put it there. */
const useWho = ({ by, agent }: TimelineCard, mine: boolean): string => {
  const text = useText();
  if (by === 'assistant') return text('assistant');
  if (by === 'system') return text('actor.system');
  return mine ? text('you') : (agent?.name ?? '');
};

const Item = ({ entry, mine }: { readonly entry: TimelineCard; readonly mine: boolean }) => {
  const text = useText();
  const locale = useLocale();
  const who = useWho(entry, mine);
  const { cardKind } = entry;
  const more = cardKind === 'trace' || cardKind === 'lock' ? MORE[cardKind] : undefined;
  const Icon = ICONS[entry.by];
  return (
    <div
      id={`message-${entry.id}`}
      data-testid="card"
      data-kind={entry.cardKind}
      data-card-id={entry.cardId}
      className="flex flex-col items-end px-4 pt-3"
    >
      <p className="mb-1 flex max-w-full items-center gap-1.5 text-12 text-muted">
        {Icon !== null && <Icon aria-hidden size={14} className="shrink-0 text-accent" />}
        <bdi className="truncate font-medium text-fg">{who}</bdi>
        {entry.agent !== null && (
          <bdi dir="ltr" className="font-mono text-11">
            {entry.agent.badge}
          </bdi>
        )}
      </p>
      <div className="w-full max-w-[420px]">
        {entry.card === null ? (
          <p className="rounded-10 border border-line px-3 py-2 text-muted italic">
            {text('card.gone')}
          </p>
        ) : (
          <CardView card={entry.card} kind={entry.cardKind} locale={locale} />
        )}
      </div>
      <p className="mt-0.5 flex items-center gap-2 text-11 text-muted">
        {more !== undefined && (
          <Button
            tone="quiet"
            className="!min-h-6 !px-1 !text-12 text-accent pointer-coarse:!min-h-11"
            data-testid="card-more"
            onClick={() => runAction(more)}
          >
            {text(`action.${more}`)}
          </Button>
        )}
        <Moment at={entry.at} form="time" />
      </p>
    </div>
  );
};

/** A card as the customer sees it; it moves here when it moves there. */
export const CardItem = memo(
  Item,
  (a, b) =>
    a.mine === b.mine &&
    a.entry.id === b.entry.id &&
    a.entry.updatedAt === b.entry.updatedAt &&
    a.entry.card === b.entry.card,
);
