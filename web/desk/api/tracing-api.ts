import type { TraceReply, TraceSummary } from '../../../src/contract/tracing.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { request } from './request.ts';

const tracesPath = (conversationId: string): string =>
  `/api/desk/conversations/${conversationId}/traces`;

export interface Chain {
  readonly name: string;
  readonly family: 'evm' | 'bitcoin';
  readonly symbol: string;
}
/** Networks whose transactions can be followed. */
export const listChains = async (): Promise<readonly Chain[]> =>
  (await request<{ chains: Chain[] }>('GET', '/api/desk/chains')).chains;

export const listTraces = async (conversationId: string): Promise<readonly TraceSummary[]> =>
  (await request<{ traces: TraceSummary[] }>('GET', tracesPath(conversationId))).traces;

export const getTrace = (conversationId: string, traceId: string): Promise<TraceReply> =>
  request('GET', `${tracesPath(conversationId)}/${traceId}`);

export interface TraceStart {
  readonly chain: string;
  readonly txid: string;
  /** Whose funds they were, where the transaction moves those of several. */
  readonly victim: string | null;
  readonly maxHops: number;
}
export const startTrace = (conversationId: string, start: TraceStart): Promise<TraceReply> =>
  request('POST', tracesPath(conversationId), { body: { kind: 'transaction', ...start } });

export const stopTrace = (conversationId: string, traceId: string): Promise<TraceReply> =>
  request('POST', `${tracesPath(conversationId)}/${traceId}/stop`);

/** Shows the customer how far it has come, as a card that follows it. */
export const showTrace = (conversationId: string, traceId: string): Promise<unknown> =>
  request('POST', `${tracesPath(conversationId)}/${traceId}/show`);

export const makeReport = (
  conversationId: string,
  traceId: string,
  locale: Locale,
): Promise<unknown> =>
  request('POST', `${tracesPath(conversationId)}/${traceId}/reports`, { body: { locale } });

export const REPORT_FILES = ['pdf', 'json', 'manifest'] as const;
/** Where a file of a report is fetched. */
export const reportFile = (
  { conversationId, traceId }: { readonly conversationId: string; readonly traceId: string },
  reportId: string,
  file: (typeof REPORT_FILES)[number],
): string => `${tracesPath(conversationId)}/${traceId}/reports/${reportId}?file=${file}`;
