import { Popover } from '@base-ui/react/popover';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { asFailure, type RequestFailure } from '../api/failure.ts';
import { revealField } from '../api/security-api.ts';
import { type Text, useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { failureText } from '../parts/failure.tsx';
import { layerHome } from '../parts/layer-home.ts';
import { isReason, ReasonField } from '../parts/reason-field.tsx';
import { RevealLimit } from './reveal-limit.tsx';
import { type AccountField, useShowRevealed } from './use-account.ts';

const USUAL = ['compare', 'trace', 'identify'] as const;

const sentenceOf = (failure: RequestFailure, text: Text): string =>
  failure.code === 'reveal_limit_reached'
    ? text('reveal.limit_reached', { limit: Number(failure.details.limit ?? 0) })
    : failureText(failure, text);

const RevealForm = ({
  conversationId,
  field,
  onDone,
}: {
  readonly conversationId: string;
  readonly field: AccountField;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const show = useShowRevealed(conversationId);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = (): void => {
    setTried(true);
    if (!isReason(reason) || busy) return;
    setBusy(true);
    setError(null);
    revealField(conversationId, { key: field.key, reason: reason.trim() })
      .then(({ key, value }) => {
        show(key, value);
        onDone();
      })
      .catch((thrown: unknown) => setError(sentenceOf(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        tried={tried}
        usual={USUAL.map((each) => text(`reveal.usual.${each}`))}
      />
      {error !== null && (
        <p role="alert" data-testid="reveal-error" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onDone}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" busy={busy} data-testid="reveal-submit">
          {text('reveal.do')}
        </Button>
      </div>
    </form>
  );
};

/** Opens one masked field, for a reason; the server gives the value only after it has written down who and why. */
export const RevealPopover = ({
  conversationId,
  field,
  name,
  spent,
}: {
  readonly conversationId: string;
  readonly field: AccountField;
  /** What the field is called. */
  readonly name: string;
  /** Today's customers are used up, and this one is not among them: how many they were. Null while it is not so. */
  readonly spent: number | null;
}) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <IconButton
            icon={Eye}
            size={14}
            label={text('reveal.field', { name })}
            data-testid="reveal"
            data-key={field.key}
            className="-my-2 -me-1 !size-7 pointer-coarse:!size-11"
          />
        }
      />
      <Popover.Portal container={layerHome()}>
        <Popover.Positioner
          side="bottom"
          align="end"
          sideOffset={4}
          collisionPadding={12}
          className="z-50"
        >
          <Popover.Popup
            data-layer
            data-testid="reveal-popover"
            className="enter flex w-80 max-w-[calc(100vw-24px)] flex-col gap-2 rounded-10 border border-line bg-bg p-3 shadow-lift outline-none"
          >
            <Popover.Title className="font-semibold">
              {text('reveal.field', { name })}
            </Popover.Title>
            {spent === null ? (
              <>
                <Popover.Description className="text-12 text-muted">
                  {text('reveal.recorded')}
                </Popover.Description>
                <RevealForm
                  conversationId={conversationId}
                  field={field}
                  onDone={() => setOpen(false)}
                />
              </>
            ) : (
              <RevealLimit limit={spent} />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
};
