import { Copy, Lock, RotateCw, Trash2 } from 'lucide-react';
import { hasText, useText } from '../locale/text.ts';
import { HeldMessage } from '../official/held-message.tsx';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Outgoing } from '../state/outbox.ts';
import { discard, retry } from '../state/send.ts';
import { Attachments } from './attachments.tsx';
import { ReachMark } from './reach-mark.tsx';
import { Words } from './words.tsx';

/** Something on its way, or that could not be sent and waits for its author. */
export const PendingItem = ({ one }: { readonly one: Outgoing }) => {
  const text = useText();
  const failed = one.state === 'failed';
  const errorKey = `error.${one.code ?? ''}`;
  return (
    <article
      data-testid="pending-message"
      data-state={one.state}
      className="flex flex-col items-end px-4 pt-3"
    >
      <div
        className={`max-w-[min(60ch,85%)] rounded-10 px-3 py-2 ${one.note ? 'border border-dashed border-note-line bg-note' : 'bg-sel'}`}
      >
        {one.note && (
          <p className="mb-1 flex items-center gap-1 text-11 font-semibold">
            <Lock aria-hidden size={11} />
            {text('note.internal')}
          </p>
        )}
        {one.text !== '' && <Words text={one.text} />}
        {one.attachments.length > 0 && <Attachments files={one.attachments} />}
      </div>
      <footer className="mt-0.5 flex items-center gap-1.5 text-11 text-muted">
        <Moment at={one.at} form="time" />
        <ReachMark reach={failed ? 'failed' : 'waiting'} />
      </footer>
      {failed && one.code === 'foreign_contact' && <HeldMessage one={one} />}
      {failed && one.code !== 'foreign_contact' && (
        <div role="alert" className="mt-1 flex flex-wrap items-center justify-end gap-2">
          <p className="text-12 text-danger">
            {text('message.not_sent')} {hasText(errorKey) && text(errorKey)}
            {one.reference !== null && (
              <span className="ms-1 font-mono text-11 text-muted">{one.reference}</span>
            )}
          </p>
          <Button icon={RotateCw} onClick={() => retry(one.clientMessageId)}>
            {text('retry')}
          </Button>
          <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(one.text)}>
            {text('copy')}
          </Button>
          <Button icon={Trash2} onClick={() => discard(one.clientMessageId)}>
            {text('delete')}
          </Button>
        </div>
      )}
    </article>
  );
};
