import { z } from 'zod';
import { LABEL_KINDS } from '../core/tracing/state.ts';
import { LOCALES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

const place = z.string().max(160);
/** A whole decimal number of smallest units. */
const units = z.string().regex(/^\d+$/);

/** A network whose transactions can be looked at. */
export const chainSummary = z.strictObject({
  name: z.string(),
  family: z.enum(['evm', 'bitcoin']),
  symbol: z.string(),
});
export const chainListReply = z.strictObject({ chains: z.array(chainSummary) });

export const traceAmount = z.strictObject({
  /** Null for the chain's own coin. */
  contract: z.string().nullable(),
  /** As the contract says, which anybody may have written. */
  symbol: z.string().nullable(),
  units,
  /** The same as a decimal number; null where nobody knows the decimals. */
  amount: z.string().nullable(),
});
export type TraceAmount = z.output<typeof traceAmount>;

const label = z.strictObject({ name: z.string(), kind: z.enum(LABEL_KINDS) });

export const traceSummary = z.strictObject({
  traceId: uuid,
  chain: z.string(),
  /** Null where an address is followed. */
  txid: z.string().nullable(),
  address: z.string().nullable(),
  /** `running`: not all blocks are read yet; `watching`: it is read again as blocks come; `ended`: no longer. */
  state: z.enum(['running', 'watching', 'ended']),
  startedBy: z.string(),
  startedAt: atMs,
  followUntil: atMs,
  /** As of when the graph is; null before the first reading. */
  readAt: atMs.nullable(),
  changedAt: atMs.nullable(),
  headHeight: z.number().int().nullable(),
  version: z.number().int(),
  /** Why the last reading failed (`error.<code>`); null when it did not. */
  failure: z.string().nullable(),
  hops: z.number().int(),
  addresses: z.number().int(),
  transfers: z.number().int(),
  stolen: z.array(traceAmount),
  /** Known places that the funds reached. */
  reached: z.array(z.strictObject({ address: place, label, amounts: z.array(traceAmount) })),
});
export type TraceSummary = z.output<typeof traceSummary>;
export const traceListReply = z.strictObject({ traces: z.array(traceSummary) });

export const traceNode = z.strictObject({
  address: place,
  hop: z.number().int(),
  label: label.nullable(),
  received: z.array(traceAmount),
  /** What of the stolen is still there. */
  held: z.array(traceAmount),
  /** Why it is not followed further: the victim, a known place, the last hop, a service; null while it is. */
  end: z.enum(['victim', 'label', 'hops', 'busy']).nullable(),
  /** False: the node no longer knew what it held before; the shares are upper bounds. */
  balanceKnown: z.boolean(),
  firstAt: atMs,
  lastAt: atMs,
});
export const traceEdge = z.strictObject({
  from: place,
  to: place,
  moved: traceAmount,
  /** The stolen part of it. */
  stolen: traceAmount,
  transfers: z.number().int(),
  /** The newest twenty. */
  passages: z.array(
    z.strictObject({
      txid: z.string(),
      height: z.number().int(),
      at: atMs,
      units,
      stolenUnits: units,
    }),
  ),
});
export const traceReport = z.strictObject({
  reportId: uuid,
  version: z.number().int(),
  locale: z.enum(LOCALES),
  madeBy: z.string(),
  madeAt: atMs,
  jsonSha256: z.string(),
  pdfSha256: z.string(),
});
export const traceReply = z.strictObject({
  trace: traceSummary,
  nodes: z.array(traceNode),
  edges: z.array(traceEdge),
  dust: z.array(traceAmount),
  fees: z.array(traceAmount),
  /** There is more than is followed. */
  isCut: z.boolean(),
  /** Addresses left out of this answer, the smallest; a report holds all. */
  omitted: z.number().int(),
  reports: z.array(traceReport),
});
export type TraceReply = z.output<typeof traceReply>;

export const traceParams = z.strictObject({ conversationId: uuid, traceId: uuid });
export const traceReportParams = z.strictObject({
  conversationId: uuid,
  traceId: uuid,
  reportId: uuid,
});
export const traceFileQuery = z.strictObject({ file: z.enum(['pdf', 'json', 'manifest']) });

const maxHops = z.number().int().min(1).max(12).default(6);
const trimmed = z.string().trim().min(1).max(120);
export const startTraceBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('transaction'),
    chain: trimmed,
    txid: trimmed,
    /** Whose funds they were, where the transaction moves those of several. */
    victim: trimmed.nullable().default(null),
    /** The address that the stolen went to, where the transaction pays others as well. */
    receiver: trimmed.nullable().default(null),
    maxHops,
  }),
  z.strictObject({
    kind: z.literal('address'),
    chain: trimmed,
    address: trimmed,
    /** What leaves it after this block is followed. */
    afterHeight: z.number().int().nonnegative(),
    maxHops,
  }),
]);
export const makeReportBody = z.strictObject({ locale: z.enum(LOCALES) });
export const traceReportReply = z.strictObject({ report: traceReport });
export const traceSummaryReply = z.strictObject({ trace: traceSummary });
