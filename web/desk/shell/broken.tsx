import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failed } from '../parts/failure.tsx';

/** A screen that could not be shown: a part of the desk that did not come, or a fault of ours. */
export const Broken = ({ error, reset }: ErrorComponentProps) => (
  <main className="mx-auto h-full max-w-lg pt-16">
    <Failed what="failed.screen" thrown={error} onRetry={reset} kept="failed.kept" />
  </main>
);
