import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here: one sentence and, where there is one, what to do. */
export const Empty = ({
  icon: Icon,
  sentence,
  children,
}: {
  readonly icon: LucideIcon;
  readonly sentence: string;
  readonly children?: ReactNode;
}) => (
  <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
    <span className="flex size-12 items-center justify-center rounded-full border border-line bg-surface text-muted">
      <Icon aria-hidden size={22} />
    </span>
    <p className="max-w-72 text-muted">{sentence}</p>
    {children}
  </div>
);
