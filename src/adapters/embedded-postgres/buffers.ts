import { totalmem } from 'node:os';

const MB = 2 ** 20;
const LEAST_MB = 128;
const MOST_MB = 1_024;
/** Of the memory there is. PostgreSQL's manual has a quarter for a machine of its own; this one is shared. */
const SHARE = 1 / 8;

/** What this process may use, bytes: the machine's memory, or less where it lives in a container. */
export const memoryHere = (): number => {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
};

/**
 * PostgreSQL's own cache, MB. Lists over a long history visit pages all over the table: with 1,000,000 conversations
 * the counts of twenty views take half as long with 1 GB as with 128 MB (docs/benchmarks.md).
 */
export const sharedBuffersMb = (memoryBytes: number): number =>
  Math.min(MOST_MB, Math.max(LEAST_MB, Math.floor((memoryBytes * SHARE) / MB)));
