import { Lock, PenLine, Send } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { isLead, useMe } from '../state/me.ts';
import type { Outgoing } from '../state/outbox.ts';
import { takenBack } from '../state/recall.ts';
import { discard, enqueue, retry } from '../state/send.ts';

/** The contacts in a held message, as the server named their places. */
const namesIn = (one: Outgoing): string => {
  const places = Array.isArray(one.details?.places) ? one.details.places : [];
  const names = places.flatMap((place: unknown) => {
    if (typeof place !== 'object' || place === null) return [];
    const { start, end } = place as { readonly start?: unknown; readonly end?: unknown };
    return typeof start === 'number' && typeof end === 'number' ? [one.text.slice(start, end)] : [];
  });
  return [...new Set(names)].map((name) => `\u2066${name}\u2069`).join(', ');
};

/** A message that names a contact which is not ours: its author takes it out, or somebody who leads lets it pass. */
export const HeldMessage = ({ one }: { readonly one: Outgoing }) => {
  const text = useText();
  const mayAllow = isLead(useMe());
  const names = namesIn(one);
  const edit = (): void => {
    discard(one.clientMessageId);
    takenBack.set({
      conversationId: one.conversationId,
      text: one.text,
      attachments: one.attachments,
    });
  };
  const leaveNote = (): void => {
    discard(one.clientMessageId);
    const { conversationId, attachments } = one;
    const words = `${text('foreign.note')}\n\n${one.text}`;
    enqueue({ conversationId, note: true, text: words, attachments, leaveAs: null });
  };
  return (
    <div
      role="alert"
      data-testid="held-message"
      className="mt-1 flex max-w-[min(60ch,85%)] flex-col gap-2 rounded-6 border border-danger bg-bg px-3 py-2"
    >
      <p className="break-words">
        {names === ''
          ? text('error.foreign_contact')
          : text('composer.foreign', { contacts: names })}
      </p>
      <p className="text-12 text-muted">{text(mayAllow ? 'foreign.allow_why' : 'foreign.ask')}</p>
      <div className="flex flex-wrap justify-end gap-2">
        {!mayAllow && (
          <Button icon={Lock} data-testid="held-note" onClick={leaveNote}>
            {text('foreign.leave_note')}
          </Button>
        )}
        {mayAllow && (
          <Button
            icon={Send}
            data-testid="held-allow"
            onClick={() => retry(one.clientMessageId, true)}
          >
            {text('foreign.allow')}
          </Button>
        )}
        <Button tone="primary" icon={PenLine} data-testid="held-edit" onClick={edit}>
          {text('edit')}
        </Button>
      </div>
    </div>
  );
};
