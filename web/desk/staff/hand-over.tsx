import { Copy } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';

/** A one-time password: shown once, to be handed over. */
export const HandOver = ({
  name,
  password,
  onClose,
}: {
  readonly name: string;
  readonly password: string;
  readonly onClose: () => void;
}) => {
  const text = useText();
  return (
    <Dialog
      title={text('staff.hand_over', { name })}
      description={text('staff.hand_over_hint')}
      open
      onClose={onClose}
    >
      <p
        dir="ltr"
        data-testid="one-time-password"
        className="rounded-6 border border-line bg-surface p-3 text-center font-mono text-15 select-all"
      >
        {password}
      </p>
      <div className="flex justify-end gap-2 pt-4">
        <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(password)}>
          {text('copy')}
        </Button>
        <Button tone="primary" onClick={onClose}>
          {text('done')}
        </Button>
      </div>
    </Dialog>
  );
};
