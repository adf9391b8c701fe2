import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPdfReports } from '../adapters/report-pdf/pdf-reports.ts';
import { openTexts } from '../adapters/texts-icu/icu-texts.ts';
import type { Route } from '../contract/route.ts';
import { staffMaySee } from '../core/conversation/visibility.ts';
import { REPORT_LOCALES } from '../core/tracing/report-locales.ts';
import {
  actingAgentOf,
  type ConversationDeps,
  findConversation,
  recordAccess,
  showCard,
  updateCard,
} from '../features/conversation/index.ts';
import {
  importLabels,
  type TracingDeps,
  tracingJobs,
  tracingRoutes,
} from '../features/tracing/index.ts';
import type { DueHandler, DueWork } from '../ports/due-work.ts';
import type { Infrastructure } from './infrastructure.ts';

const REPORT_TEXTS = join(import.meta.dirname, '../../content/texts/report');
const LABELS_SOURCE = 'setting';

/** Following stolen funds on the chains that are set, with the due work behind it. */
export const createTracing = (
  base: Infrastructure,
  dueWork: DueWork,
  conversation: ConversationDeps,
): {
  readonly routes: readonly Route[];
  readonly handlers: readonly (readonly [kind: string, handler: DueHandler])[];
  /** Reads the list of known addresses; a line that is wrong stops the start. */
  start(): Promise<void>;
} => {
  const texts = openTexts(REPORT_TEXTS, REPORT_LOCALES);
  const deps: TracingDeps = {
    ...base,
    dueWork,
    texts,
    reports: createPdfReports(texts),
    exchangeName: base.config.exchangeName,
    sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    elapsed: () => performance.now(),
    caseSeenBy: async (staff, conversationId) => {
      const state = await findConversation(base.database, conversationId);
      return state !== undefined && staffMaySee(staff, state)
        ? { customerId: state.customerId, number: state.number }
        : undefined;
    },
    recordAccess,
    showCard: (staff, conversationId, card) =>
      showCard(conversation, {
        conversationId,
        card,
        agent: actingAgentOf(staff),
        maySee: (state) => staffMaySee(staff, state),
      }),
    updateCard: (conversationId, card) => updateCard(conversation, { conversationId, card }),
  };
  return {
    routes: tracingRoutes(deps),
    handlers: [...tracingJobs(deps)],
    start: async () => {
      const file = base.config.addressLabelsFile;
      if (file !== null) await importLabels(deps, LABELS_SOURCE, await readFile(file, 'utf8'));
    },
  };
};
