import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type ChipTone = 'plain' | 'accent' | 'danger' | 'warn' | 'ok';

const TONES: Readonly<Record<ChipTone, string>> = {
  plain: 'border-line text-muted',
  accent: 'border-accent text-accent',
  danger: 'border-danger text-danger',
  warn: 'border-warn text-warn',
  ok: 'border-ok text-ok',
};

/** A word in a frame; the word carries the meaning, the colour only helps. */
export const Chip = ({
  tone = 'plain',
  icon: Icon,
  title,
  children,
}: {
  readonly tone?: ChipTone;
  readonly icon?: LucideIcon;
  readonly title?: string;
  readonly children: ReactNode;
}) => (
  <span
    title={title}
    className={`inline-flex h-[18px] shrink-0 items-center gap-1 rounded-4 border px-1 text-11 font-medium whitespace-nowrap ${TONES[tone]}`}
  >
    {Icon !== undefined && <Icon aria-hidden size={11} />}
    {children}
  </span>
);
