import type { LucideIcon } from 'lucide-react';
import type { ActionId } from '../actions/definitions.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';

const TOOL =
  'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-6 border border-line px-2 text-12 font-medium hover:bg-surface aria-expanded:bg-sel pointer-coarse:h-11';

/** A small button of the conversation's toolbar: the same action as its key and its line in the palette. */
export const ToolButton = ({
  action,
  icon: Icon,
  label,
  onClick,
  danger = false,
  ...rest
}: {
  readonly action: ActionId;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick?: () => void;
  readonly danger?: boolean;
}) => {
  const text = useText();
  const keys = useKeysOf(action);
  const name = text(`action.${action}`);
  return (
    <button
      type="button"
      data-testid={`do-${action}`}
      title={keys === undefined ? name : `${name}  ${keys}`}
      onClick={onClick}
      {...rest}
      className={`${TOOL} ${danger ? 'text-danger' : ''}`}
    >
      <Icon aria-hidden size={14} className={danger ? '' : 'text-muted'} />
      {label}
    </button>
  );
};
