import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';

/** A secret that is shown this once. */
export const SecretShown = ({
  secret,
  onClose,
}: {
  readonly secret: string;
  readonly onClose: () => void;
}) => {
  const text = useText();
  return (
    <div className="flex flex-col gap-3">
      <p role="status">{text('integration.secret.once')}</p>
      <p className="flex items-start gap-2 rounded-6 border border-line bg-surface px-3 py-2">
        <bdi
          dir="ltr"
          data-testid="shown-secret"
          className="min-w-0 flex-1 font-mono text-12 break-all"
        >
          {secret}
        </bdi>
        <CopyButton value={secret} />
      </p>
      <div className="flex justify-end">
        <Button tone="primary" data-testid="secret-kept" onClick={onClose}>
          {text('integration.secret.kept')}
        </Button>
      </div>
    </div>
  );
};
