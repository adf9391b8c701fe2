import { Bot, ChevronRight, CircleDot, Lock } from 'lucide-react';
import { memo, useState } from 'react';
import type { TimelineEvent } from '../../kit/state/timeline.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Moment } from '../parts/moment.tsx';
import { eventText } from './event-text.ts';
import { eventElementId } from './find-handover.ts';
import { useNames } from './use-names.ts';
import { Words } from './words.tsx';

/** Words that belong to an event: a summary for colleagues, or what the customer remarked. */
const EventWords = ({ type, words }: { readonly type: string; readonly words: string }) => {
  const text = useText();
  if (type === 'conversation_handed_over') {
    return (
      <section
        data-testid="handover-summary"
        className="mx-auto my-1.5 max-w-[60ch] rounded-10 border border-dashed border-note-line bg-note px-3 py-2"
      >
        <h3 className="mb-1 flex flex-wrap items-center gap-x-1.5 text-12 font-semibold">
          <Bot aria-hidden size={14} />
          <span className="flex-1">{text('event.handover_summary')}</span>
          <span className="inline-flex items-center gap-1 text-11">
            <Lock aria-hidden size={11} />
            {text('note.internal')}
          </span>
        </h3>
        <Words text={words} />
      </section>
    );
  }
  const summary = type === 'conversation_transferred';
  return (
    <div
      className={`mx-auto my-1 max-w-[60ch] rounded-10 px-3 py-2 ${summary ? 'border border-dashed border-note-line bg-note' : 'border border-line bg-surface'}`}
    >
      <p className="mb-1 text-11 font-semibold">
        {text(summary ? 'event.summary' : 'event.comment')}
      </p>
      <Words text={words} />
    </div>
  );
};

const Line = ({ entry }: { readonly entry: TimelineEvent }) => {
  const text = useText();
  const locale = useLocale();
  const names = useNames();
  const sentence = eventText(entry.logged, text, locale, names);
  if (sentence === null) return null;
  const words = entry.logged.body?.text ?? '';
  return (
    <div
      id={eventElementId(entry.seq)}
      data-testid="event"
      data-type={entry.logged.event.type}
      className="px-4 py-0.5"
    >
      <p className="flex items-center justify-center gap-1.5 text-12 text-muted">
        <CircleDot aria-hidden size={10} className="shrink-0" />
        <bdi className="min-w-0 truncate">{sentence}</bdi>
        <Moment at={entry.at} form="time" className="text-11" />
      </p>
      {words !== '' && <EventWords type={entry.logged.event.type} words={words} />}
    </div>
  );
};

/** Events in a row: the last one, and the others when they are asked for. Those with words are always open. */
export const EventGroup = memo(({ entries }: { readonly entries: readonly TimelineEvent[] }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const telling = entries.filter(
    (entry, at) => (entry.logged.body?.text ?? '') !== '' || at === entries.length - 1,
  );
  const hidden = entries.length - telling.length;
  const shown = open ? entries : telling;
  return (
    <div className="py-2">
      {hidden > 0 && (
        <button
          type="button"
          aria-expanded={open}
          data-testid="event-group"
          onClick={() => setOpen(!open)}
          className="mx-auto flex min-h-6 items-center gap-1 rounded-6 px-2 text-12 text-muted hover:bg-surface hover:text-fg pointer-coarse:min-h-11"
        >
          <ChevronRight aria-hidden size={12} className={open ? 'rotate-90' : 'rtl:rotate-180'} />
          {text(open ? 'events.fewer' : 'events.more', { count: hidden })}
        </button>
      )}
      {shown.map((entry) => (
        <Line key={entry.seq} entry={entry} />
      ))}
    </div>
  );
}, sameEvents);

function sameEvents(
  a: { readonly entries: readonly TimelineEvent[] },
  b: { readonly entries: readonly TimelineEvent[] },
): boolean {
  return a.entries.length === b.entries.length && a.entries[0]?.seq === b.entries[0]?.seq;
}
