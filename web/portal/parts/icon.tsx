/** @jsxImportSource preact */
import type { JSX } from 'preact';

/** One of lucide's icons, drawn from its path data. Always beside words, or in a control that has a name. */
export const Icon = ({ d, size = 20 }: { d: string; size?: number }): JSX.Element => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);
