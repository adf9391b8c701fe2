import type { ReactNode } from 'react';

/** A screen of its own: its name, what can be done, its content. */
export const Screen = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => (
  <main className="flex h-full min-w-0 flex-col">
    <header className="flex min-h-14 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
      <h1 className="flex-[1_1_10rem] text-15 font-semibold">{title}</h1>
      {actions}
    </header>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
    <section className="scroll min-h-0 flex-1" tabIndex={0} aria-label={title}>
      {children}
    </section>
  </main>
);

export const TABLE = 'w-full min-w-2xl border-collapse text-start';
export const HEAD =
  'sticky top-0 z-[1] border-b border-line bg-bg px-3 py-2 text-start text-12 font-semibold text-muted whitespace-nowrap';
export const CELL = 'border-b border-line px-3 py-2 align-middle';
