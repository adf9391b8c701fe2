import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Actor } from '../../core/conversation/event.ts';
import { formatNumber } from '../../core/conversation/number.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, MessageId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import {
  type CommitRequest,
  findConversation,
  NumberTaken,
  noticeOf,
  readCarriable,
} from '../conversation/index.ts';
import type { RelationsDeps } from './deps.ts';
import type { Both } from './merge-conversations.ts';
import { insertLink } from './store.ts';

const NUMBER_ATTEMPTS = 5;

interface Split {
  readonly staff: StaffPrincipal;
  readonly fromId: ConversationId;
  readonly newId: ConversationId;
  readonly messageIds: readonly MessageId[];
  readonly category: Category;
  readonly teamId: TeamId;
  readonly number: string;
}

/** Under the lock of the old one: the new one begins with what was chosen, as it is. */
const starting =
  (split: Split): CommitRequest['command'] =>
  async (trx) => {
    const { staff, fromId, messageIds, category, teamId, number } = split;
    const from = await findConversation(trx, fromId);
    if (from === undefined || !staffMaySee(staff, from))
      return fail('not_found', 'conversation_not_found');
    const chosen = new Set(messageIds);
    const messages = (await readCarriable(trx, fromId)).filter(({ messageId }) =>
      chosen.has(messageId),
    );
    if (messages.length < chosen.size) return fail('not_found', 'message_not_found');
    if (!messages.some(({ kind, by }) => kind === 'message' && by === 'customer'))
      return fail('invalid', 'split_without_customer');
    const { customerId, customerKind, channel, locale, tier } = from;
    const preferredAgentId = from.assignee?.id ?? from.preferredAgentId;
    const person = { customerId, customerKind, channel, locale, tier, preferredAgentId };
    return ok({ type: 'start_from', ...person, category, teamId, number, from: fromId, messages });
  };

const recording =
  ({ staff, fromId, newId }: Split) =>
  async (trx: Transaction): Promise<Outcome<null>> => {
    await insertLink(trx, { id: newId, otherId: fromId, relation: 'related', by: staff.agentId });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'conversation_split',
      subject: { kind: 'conversation', id: fromId },
      data: { into: newId },
    });
    return ok(null);
  };

const requestsOf = (
  deps: RelationsDeps,
  split: Split,
  from: Conversation,
): readonly CommitRequest[] => {
  const { staff, fromId, newId, messageIds, number } = split;
  const actor: Actor = { kind: 'agent', id: staff.agentId };
  const maySee = (state: Conversation): boolean => staffMaySee(staff, state);
  const system = { actor: { kind: 'system' }, maySee: () => true } as const;
  const link = (conversationId: ConversationId, other: ConversationId): CommitRequest => ({
    conversationId,
    ...system,
    command: { type: 'link', conversationId: other, relation: 'related' },
  });
  const notice = noticeOf(deps, {
    notice: 'split',
    key: newId,
    text: deps.texts.say(from.locale, 'notice.split', { number: from.number, own: number }),
  });
  return [
    { conversationId: newId, actor, command: starting(split), maySee: () => true },
    {
      conversationId: fromId,
      actor,
      command: { type: 'split_off', conversationId: newId, messageIds },
      maySee,
      alsoWrite: recording(split),
    },
    { conversationId: newId, ...system, ...notice },
    link(newId, fromId),
    link(fromId, newId),
  ];
};

/**
 * Some messages go on in a request of their own, with a number of its own. They stay readable where they were.
 * Failures: `conversation_not_found`, `message_not_found`, `split_without_customer` (invalid).
 */
export const splitConversation = async (
  deps: RelationsDeps,
  staff: StaffPrincipal,
  fromId: ConversationId,
  input: { readonly messageIds: readonly string[]; readonly category?: Category | undefined },
): Promise<Outcome<Both>> => {
  const from = await findConversation(deps.database, fromId);
  if (from === undefined) return fail('not_found', 'conversation_not_found');
  const category = input.category ?? from.category;
  const teamId = category === from.category ? from.teamId : await deps.teamOf(category);
  const newId = deps.ids.uuid() as ConversationId;
  const messageIds = [...new Set(input.messageIds)] as MessageId[];
  for (let attempt = 1; ; attempt++) {
    const number = drawNumber(deps);
    const split: Split = { staff, fromId, newId, messageIds, category, teamId, number };
    try {
      const done = await deps.committer.commitTogether(requestsOf(deps, split, from));
      if (!done.ok) return done;
      const [into, old] = done.value.slice(-2);
      if (into === undefined || old === undefined) throw new Error('a split got no result');
      return ok({ from: old.state, into: into.state });
    } catch (error) {
      if (!(error instanceof NumberTaken) || attempt === NUMBER_ATTEMPTS) throw error;
    }
  }
};

const drawNumber = ({ ids }: Pick<RelationsDeps, 'ids'>): string =>
  formatNumber(new DataView(ids.random(4).slice().buffer).getUint32(0));
