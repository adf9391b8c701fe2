import { conversationParams } from '../../contract/conversation.ts';
import type { Principal, StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  chainListReply,
  makeReportBody,
  startTraceBody,
  traceFileQuery,
  traceListReply,
  traceParams,
  traceReply,
  traceReportParams,
  traceReportReply,
  traceSummaryReply,
} from '../../contract/tracing.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { TracingDeps } from './deps.ts';
import { makeReport, readReport } from './make-report.ts';
import { presentReport } from './present-trace.ts';
import { showTraceCard } from './show-card.ts';
import { endTrace, type Subject, showTrace, showTraces, subjectOf } from './show-trace.ts';
import { startTrace } from './start-trace.ts';

const tag = 'Desk: tracing';
const STARTS_PER_MINUTE = 10;
const REPORTS_PER_MINUTE = 10;

/** The access table lets nobody else through; this only tells the compiler. */
const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};

/** Runs `work` for a conversation that the caller may see. */
const withCase = async <T>(
  deps: TracingDeps,
  principal: Principal,
  conversationId: string,
  work: (staff: StaffPrincipal, subject: Subject) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const staff = staffOf(principal);
  const subject = await subjectOf(deps, staff, conversationId);
  return subject.ok ? work(staff, subject.value) : subject;
};

const chainsRoute = (deps: TracingDeps): Route =>
  defineRoute({
    key: 'GET /api/desk/chains',
    summary: 'The networks whose transactions can be followed',
    tag,
    reply: chainListReply,
    handle: async () =>
      ok({
        chains: [...deps.chains.values()].map(({ name, family, native }) => ({
          name,
          family,
          symbol: native.symbol,
        })),
      }),
  });

const traceRoutesOf = (deps: TracingDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/traces',
    summary: 'Where funds of this case are followed',
    tag,
    params: conversationParams,
    reply: traceListReply,
    handle: ({ principal, params }) =>
      withCase(deps, principal, params.conversationId, async (staff, subject) =>
        ok({ traces: [...(await showTraces(deps, staff, subject))] }),
      ),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/traces',
    summary: 'Follow the funds from a transaction or an address on',
    tag,
    params: conversationParams,
    body: startTraceBody,
    reply: traceReply,
    perMinute: STARTS_PER_MINUTE,
    handle: ({ principal, params, body }) =>
      withCase(deps, principal, params.conversationId, async (staff, subject) => {
        const { chain, maxHops, ...asked } = body;
        const { conversationId, customerId } = subject;
        const owner = { conversationId, customerId };
        const started = await startTrace(deps, staff, owner, { chain, maxHops, asked });
        return started.ok ? showTrace(deps, staff, subject, started.value) : started;
      }),
  }),
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/traces/:traceId',
    summary: 'A trace with its graph. Opening it is recorded',
    tag,
    params: traceParams,
    reply: traceReply,
    handle: ({ principal, params }) =>
      withCase(deps, principal, params.conversationId, (staff, subject) =>
        showTrace(deps, staff, subject, params.traceId),
      ),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/traces/:traceId/stop',
    summary: 'Follow it no longer; what was found stays',
    tag,
    params: traceParams,
    reply: traceReply,
    handle: ({ principal, params }) =>
      withCase(deps, principal, params.conversationId, (staff, subject) =>
        endTrace(deps, staff, subject, params.traceId),
      ),
  }),
];

const showRoute = (deps: TracingDeps): Route =>
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/traces/:traceId/show',
    summary: 'Show it to the customer as a card, which follows it from then on',
    tag,
    params: traceParams,
    reply: traceSummaryReply,
    handle: ({ principal, params }) =>
      withCase(deps, principal, params.conversationId, async (staff, subject) => {
        const shown = await showTraceCard(deps, staff, subject, params.traceId);
        return shown.ok ? ok({ trace: shown.value }) : shown;
      }),
  });

const reportRoutes = (deps: TracingDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/traces/:traceId/reports',
    summary: 'Make a dated report of it, as PDF and JSON, for other exchanges and the police',
    tag,
    params: traceParams,
    body: makeReportBody,
    reply: traceReportReply,
    perMinute: REPORTS_PER_MINUTE,
    handle: ({ principal, params, body }) =>
      withCase(deps, principal, params.conversationId, async (staff, subject) => {
        const { traceId } = params;
        const made = await makeReport(deps, staff, subject, { traceId, locale: body.locale });
        return made.ok ? ok({ report: presentReport(made.value) }) : made;
      }),
  }),
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/traces/:traceId/reports/:reportId',
    summary:
      'A file of a report as it was made: the PDF, the JSON, or the manifest with the digests of both',
    tag,
    params: traceReportParams,
    query: traceFileQuery,
    reply: 'binary',
    handle: ({ principal, params, query }) =>
      withCase(deps, principal, params.conversationId, (staff, subject) =>
        readReport(deps, staff, subject, { ...params, file: query.file }),
      ),
  }),
];

export const tracingRoutes = (deps: TracingDeps): readonly Route[] => [
  chainsRoute(deps),
  ...traceRoutesOf(deps),
  showRoute(deps),
  ...reportRoutes(deps),
];
