import type { Card } from '../../contract/cards.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SHOWABLE_CARDS } from '../../contract/selfservice.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import { actingAgentOf, findConversation, showCard } from '../conversation/index.ts';
import type { SelfServiceDeps } from './deps.ts';
import { type LookingTool, look } from './look.ts';
import { nameUuid } from './name-uuid.ts';
import { startFollow } from './start-follow.ts';

type Showable = (typeof SHOWABLE_CARDS)[number];

const TOOL_OF: Readonly<Record<Showable, LookingTool>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  order: 'order',
  restriction: 'restriction',
  verification: 'verification',
  fee_tier: 'fee_tier',
  payment: 'payment',
  api_key: 'api',
};
/** There is one of these for each user. */
const SINGLE: ReadonlySet<Showable> = new Set(['verification', 'fee_tier']);

export interface Shown {
  readonly clientMessageId: string;
  readonly kind: Showable;
  readonly subjectId?: string | undefined;
}

/**
 * An agent who has the case shows its customer something of the customer's own account. The agent sees it whole, so it
 * is recorded and counted like a field that is revealed, before it is asked for.
 */
export const showOwnCard = async (
  deps: SelfServiceDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  shown: Shown,
): Promise<Outcome<Card>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !staffMaySee(staff, state))
    return fail('not_found', 'conversation_not_found');
  const { userId } = await deps.holderOf(state.customerId);
  if (userId === null || state.customerKind !== 'customer')
    return fail('precondition', 'customer_not_identified');
  if (state.assignee?.id !== staff.agentId) return fail('precondition', 'not_assigned');
  const { kind, clientMessageId } = shown;
  const subjectId = SINGLE.has(kind) ? userId : (shown.subjectId ?? null);
  if (subjectId === null) return fail('invalid', 'subject_missing');
  const spent = await deps.spendReveal({
    agentId: staff.agentId,
    customerId: state.customerId,
    conversationId,
    field: `card.${kind}.${subjectId}`,
    reason: 'card_shown',
  });
  if (!spent.ok) return spent;
  const made = await makeCard(deps, userId, kind, subjectId, `${staff.agentId}:${clientMessageId}`);
  if (!made.ok) return made;
  const { card, follow } = made.value;
  const agent = actingAgentOf(staff);
  const maySee = (seen: typeof state): boolean => staffMaySee(staff, seen);
  const done = await showCard(deps, { conversationId, card, agent, maySee, clientMessageId });
  if (!done.ok) return done;
  if (!done.value.duplicate)
    await follow({
      conversationId,
      customerId: state.customerId,
      locale: state.locale,
    });
  return ok(card);
};

const makeCard = async (
  deps: SelfServiceDeps,
  userId: ExchangeUserId,
  kind: Showable,
  subjectId: string,
  name: string,
) => {
  const tool = TOOL_OF[kind];
  const looked = await look(deps, tool, {
    tool,
    userId,
    subjectId,
    words: '',
    level: 'session',
    now: deps.clock.now(),
    sightings: new Map(),
  });
  const seed =
    looked.kind === 'found'
      ? looked.cards.find((each) => each.kind === kind && each.subjectId === subjectId)
      : undefined;
  if (looked.kind !== 'found' || seed === undefined) {
    const code = looked.kind === 'found' ? looked.finding.code : 'gone';
    return fail('precondition', code.startsWith('exchange_') ? code : 'card_subject_gone');
  }
  const { finding, sightings } = looked;
  const card: Card = { ...seed, cardId: nameUuid(`shown:${name}`) };
  type Place = Pick<Parameters<typeof startFollow>[2], 'conversationId' | 'customerId' | 'locale'>;
  const follow = async (place: Place): Promise<void> => {
    if (!finding.follows) return;
    await startFollow(deps, deps.database, {
      ...place,
      cardId: card.cardId,
      userId,
      turnId: null,
      tool: finding.tool,
      subjectId,
      cardKind: kind,
      // The agent tells what there is to tell.
      told: false,
      card,
      found: finding,
      sightings,
    });
  };
  return ok({ card, follow });
};
