import { z } from 'zod';
import type { DueHandler } from '../../ports/due-work.ts';
import type { TracingDeps } from './deps.ts';
import { READ_TRACE, readTrace } from './read-trace.ts';

export type { TracingDeps } from './deps.ts';
export { importLabels, LabelFault } from './import-labels.ts';
export { tracingRoutes } from './routes.ts';

const payload = z.object({ traceId: z.uuid() });

/** Every kind of due work of this slice with its handler; all may run twice. */
export const tracingJobs = (deps: TracingDeps): ReadonlyMap<string, DueHandler> =>
  new Map([[READ_TRACE, (raw) => readTrace(deps, payload.parse(raw).traceId)]]);
