import type { SurgeOffers } from '../../contract/incidents.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import { answerBy, callSlots, slotEnd, treat } from '../../core/incidents/surge.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { findConversation } from '../conversation/index.ts';
import { readPlace } from '../routing/index.ts';
import { listAgentRecords } from '../staff/index.ts';
import { sealNumber } from './calls.ts';
import type { SurgeDeps } from './deps.ts';
import { countCalls, takeSlot } from './store.ts';

const CALLS_PER_AGENT = 2;
const NOTHING: SurgeOffers = { answerBy: null, slots: [], waitSeconds: null };

/** Waiting for a person, in a lane that is shed. */
const isOffered = (deps: SurgeDeps, state: Conversation): boolean => {
  const { category, priority } = state;
  const { offers } = treat({
    category,
    priority,
    hasAssistant: deps.hasAssistant,
    hasFiles: false,
  });
  return (
    deps.surge.isOn &&
    isActive(state.status) &&
    state.queuedAt !== null &&
    state.assignee === null &&
    offers.length > 0
  );
};

/** How many can be called back in half an hour: so many for each who answers now. */
const callsPerSlot = async ({ database }: SurgeDeps): Promise<number> => {
  const agents = await listAgentRecords(database);
  const there = agents.filter(({ status }) => status === 'available' || status === 'wrap_up');
  return there.length * CALLS_PER_AGENT;
};

/** What can be had instead of waiting, by what routing estimates for this very conversation. Failure: not found. */
export const readOffers = async (
  deps: SurgeDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
): Promise<Outcome<SurgeOffers>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.customerId !== customerId)
    return fail('not_found', 'conversation_not_found');
  if (!isOffered(deps, state)) return ok(NOTHING);
  const place = await readPlace(deps, customerId, conversationId);
  if (!place.ok) return place;
  const { waiting, etaSeconds, etaHighSeconds } = place.value;
  if (!waiting) return ok(NOTHING);
  const now = deps.clock.now();
  const highMs = etaHighSeconds === null ? null : etaHighSeconds * 1_000;
  const taken = await countCalls(deps.database, now);
  return ok({
    answerBy: answerBy(now, highMs),
    slots: [...callSlots(now, highMs, taken, await callsPerSlot(deps))],
    waitSeconds: etaSeconds,
  });
};

/**
 * The customer takes a ticket, or a half hour in which we write. They keep the place they waited for. Failures: not
 * found, `offer_lapsed` where it is not offered any more, `slot_taken`, `person_answers`.
 */
export const takeOffer = async (
  deps: SurgeDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  {
    slot,
    phone,
    notifyBy,
  }: {
    readonly slot: AtMs | null;
    /** Where they are called in that half hour; null: they are written to. */
    readonly phone: string | null;
    readonly notifyBy: readonly ('push' | 'mail')[];
  },
): Promise<Outcome<Conversation>> => {
  const offers = await readOffers(deps, customerId, conversationId);
  if (!offers.ok) return offers;
  const { answerBy: by, slots } = offers.value;
  if (by === null) return fail('precondition', 'offer_lapsed');
  if (slot !== null && !slots.includes(slot)) return fail('conflict', 'slot_taken');
  const perSlot = await callsPerSlot(deps);
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: {
      type: 'take_offer',
      answerBy: slot === null ? by : slotEnd(slot),
      callAt: slot,
      notifyBy,
    },
    maySee: (state) => state.customerId === customerId,
    alsoWrite: async (trx) => {
      if (slot === null) return ok(null);
      const sealed =
        phone === null ? null : await sealNumber(deps, trx, conversationId, customerId, phone);
      const call = { conversationId, customerId, slot, sealed };
      return (await takeSlot(trx, call, perSlot)) ? ok(null) : fail('conflict', 'slot_taken');
    },
  });
  return committed.ok ? ok(committed.value.state) : committed;
};
