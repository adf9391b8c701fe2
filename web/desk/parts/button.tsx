import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

export type Tone = 'plain' | 'primary' | 'danger' | 'quiet';

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'border border-input bg-bg text-fg hover:bg-surface',
  primary: 'border border-accent bg-accent text-accent-fg hover:brightness-95',
  danger: 'border border-danger bg-danger text-danger-fg hover:brightness-95',
  quiet: 'border border-transparent hover:bg-surface',
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: Tone;
  readonly icon?: LucideIcon | undefined;
  readonly busy?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. While `busy` it keeps its width and cannot be pressed again. */
export const Button = ({
  tone = 'plain',
  icon: Icon,
  busy = false,
  children,
  className = '',
  disabled,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    disabled={disabled === true || busy}
    aria-busy={busy || undefined}
    className={`inline-flex min-h-8 items-center justify-center gap-1.5 rounded-6 px-3 py-1 text-13 font-medium disabled:border-line disabled:bg-surface disabled:text-muted pointer-coarse:min-h-11 ${TONES[tone]} ${className}`}
  >
    {Icon !== undefined && <Icon aria-hidden size={15} className={busy ? 'spin' : ''} />}
    {children}
  </button>
);

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Keys beside the name in its hint, for example `Ctrl K`. */
  readonly keys?: string | undefined;
  readonly size?: number;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only a picture; its name is its hint and what a screen reader says. */
export const IconButton = ({
  icon: Icon,
  label,
  keys,
  size = 16,
  className = '',
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={keys === undefined ? label : `${label}  ${keys}`}
    {...rest}
    className={`inline-flex size-8 shrink-0 items-center justify-center rounded-6 text-muted hover:bg-surface hover:text-fg aria-expanded:bg-sel aria-expanded:text-fg aria-pressed:bg-sel aria-pressed:text-accent disabled:text-input pointer-coarse:size-11 ${className}`}
  >
    <Icon aria-hidden size={size} />
  </button>
);
