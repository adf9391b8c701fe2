import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';

interface SureProps {
  readonly title: string;
  readonly what: string;
  readonly confirm: string;
  /** Done, or given up. */
  readonly onClose: () => void;
  /** Given up, where being done leads elsewhere. */
  readonly onCancel?: () => void;
  readonly run: () => Promise<void>;
}

/** Asks before something that cannot be taken back. */
export const Sure = ({ title, what, confirm, onClose, onCancel, run }: SureProps) => {
  const text = useText();
  const { busy, error, submit } = useSubmit();
  const cancel = onCancel ?? onClose;
  return (
    <Dialog title={title} description={what} open onClose={cancel} testId="sure">
      {error !== null && (
        <p role="alert" className="mb-3 text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={cancel}>
          {text('cancel')}
        </Button>
        <Button
          tone="danger"
          busy={busy}
          data-testid="sure-confirm"
          onClick={() =>
            void submit(async () => {
              await run();
              onClose();
            })
          }
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
};
