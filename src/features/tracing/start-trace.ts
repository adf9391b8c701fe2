import type { StaffPrincipal } from '../../contract/principal.ts';
import {
  mayBelongTo,
  recogniseAddress,
  recogniseTransactionId,
} from '../../core/chain/recognise.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { DEFAULT_LIMITS } from '../../core/tracing/state.ts';
import type { Chain } from '../../ports/chain.ts';
import { writeAudit } from '../audit/index.ts';
import { beginTrace, type TraceAsked } from './begin-trace.ts';
import type { TracingDeps } from './deps.ts';
import { sealTrace } from './kept-trace.ts';
import { READ_TRACE } from './read-trace.ts';
import { insertTrace, listTraces, type TraceRow } from './store.ts';

const FOLLOW_MS = 14 * 24 * 3_600_000;
const MAX_TRACES = 20;

export interface StartRequest {
  readonly chain: string;
  readonly asked: TraceAsked;
  readonly maxHops: number;
}

/** As the chain writes them; failures: `wrong_chain_id`, `not_an_id`, `not_an_address`. */
const normalised = (deps: TracingDeps, chain: Chain, asked: TraceAsked): Outcome<TraceAsked> => {
  const address = (text: string): Outcome<string> => {
    const found = recogniseAddress(text, deps.sha256);
    if (found.normal === null) return fail('invalid', 'not_an_address');
    return mayBelongTo(found, chain.family)
      ? ok(found.normal)
      : fail('invalid', 'wrong_chain_id', { networks: found.networks });
  };
  if (asked.kind === 'address') {
    const found = address(asked.address);
    return found.ok ? ok({ ...asked, address: found.value }) : found;
  }
  const id = recogniseTransactionId(asked.txid);
  if (id.normal === null) return fail('invalid', 'not_an_id');
  if (!mayBelongTo(id, chain.family)) {
    return fail('invalid', 'wrong_chain_id', { networks: id.networks });
  }
  const txid = chain.family === 'evm' && !id.normal.startsWith('0x') ? `0x${id.normal}` : id.normal;
  const named = { victim: asked.victim, receiver: asked.receiver };
  for (const who of ['victim', 'receiver'] as const) {
    const given = named[who];
    if (given === null) continue;
    const found = address(given);
    if (!found.ok) return found;
    named[who] = found.value;
  }
  return ok({ ...asked, ...named, txid });
};

const store = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  trace: Pick<TraceRow, 'traceId' | 'conversationId' | 'customerId' | 'chain' | 'sealed'>,
): Promise<void> => {
  const startedAt = deps.clock.now();
  await deps.database.transaction().execute(async (trx) => {
    await insertTrace(trx, {
      ...trace,
      startedBy: staff.agentId,
      startedAt,
      followUntil: startedAt + FOLLOW_MS,
    });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'trace_started',
      subject: { kind: 'trace', id: trace.traceId },
      data: { conversationId: trace.conversationId, chain: trace.chain },
    });
    await deps.dueWork.schedule(trx, [
      {
        key: `${READ_TRACE}:${trace.traceId}:first`,
        kind: READ_TRACE,
        payload: { traceId: trace.traceId },
        dueAt: startedAt,
      },
    ]);
  });
  deps.dueWork.wake();
};

/**
 * Begins to follow a theft for a conversation; the reading itself is due work. Failures: `chain_not_set`,
 * `too_many_traces`, those of `normalised`, of `beginTrace` and of the chain.
 */
export const startTrace = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: { readonly conversationId: ConversationId; readonly customerId: CustomerId },
  request: StartRequest,
): Promise<Outcome<string>> => {
  const chain = deps.chains.get(request.chain);
  if (chain === undefined) return fail('not_found', 'chain_not_set');
  const asked = normalised(deps, chain, request.asked);
  if (!asked.ok) return asked;
  const others = await listTraces(deps.database, subject.conversationId);
  if (others.length >= MAX_TRACES) return fail('limit_reached', 'too_many_traces');
  const { maxHops } = request;
  const begun = await beginTrace(chain, asked.value, { ...DEFAULT_LIMITS, maxHops });
  if (!begun.ok) return begun;
  const traceId = deps.ids.uuid();
  const sealed = await sealTrace(
    deps,
    { traceId, customerId: subject.customerId },
    { asked: asked.value, maxHops, snapshots: [begun.value], isCurrent: false, isShown: false },
  );
  await store(deps, staff, { traceId, ...subject, chain: chain.name, sealed });
  return ok(traceId);
};
