import { sql } from 'kysely';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { facetsOf } from '../../core/views/facets.ts';
import type { Words } from './commit-request.ts';

/** A conversation as a transaction found it and left it, with the words that a change stored. */
export interface RowChange {
  readonly before: Conversation | undefined;
  readonly state: Conversation;
  readonly words: Words | undefined;
}

/** Whether these words may be the list's last line. */
const isLine = (words: Words | undefined): words is Words =>
  words?.kind === 'message' || words?.kind === 'assistant';

export const conversationRow = ({ state, words }: RowChange): Record<string, unknown> => ({
  id: state.id,
  number: state.number,
  customer_id: state.customerId,
  customer_kind: state.customerKind,
  channel: state.channel,
  locale: state.locale,
  category: state.category,
  tier: state.tier,
  priority: state.priority,
  status: state.status,
  team_id: state.teamId,
  assignee_id: state.assignee?.id ?? null,
  accepted: state.accepted,
  assigned_at: state.assignedAt,
  queued_at: state.queuedAt,
  waiting_since: state.waitingSince,
  snoozed_until: state.snoozedUntil,
  created_at: state.createdAt,
  last_message_at: state.lastMessageAt,
  last_message_by: state.lastMessageBy,
  solved_at: state.solvedAt,
  closed_at: state.closedAt,
  last_seq: state.lastSeq,
  last_message_id: isLine(words) ? words.messageId : null,
  facets: facetsOf(state),
  state,
});

/** One change for each conversation: as the first found it and the last left it, with the newest message of any. */
const netChanges = (changes: readonly RowChange[]): readonly RowChange[] => {
  const net = new Map<ConversationId, RowChange>();
  for (const { before, state, words } of changes) {
    const known = net.get(state.id);
    net.set(state.id, {
      before: known === undefined ? before : known.before,
      state,
      words: isLine(words) ? words : (known?.words ?? words),
    });
  }
  return [...net.values()];
};

/** All that moves when people only talk. */
const MOVED_BY_TALK: ReadonlySet<string> = new Set([
  'lastSeq',
  'lastPublicSeq',
  'lastMessageAt',
  'lastMessageBy',
  'lastCustomerSeq',
  'firstResponseAt',
] satisfies readonly (keyof Conversation)[]);

const onlyTalked = ({ before, state }: RowChange): boolean =>
  before !== undefined &&
  (Object.keys(state) as (keyof Conversation)[]).every(
    (key) => MOVED_BY_TALK.has(key) || Object.is(before[key], state[key]),
  );

interface TalkRow {
  readonly c: ConversationId;
  readonly s: number;
  readonly a: AtMs | null;
  readonly b: string | null;
  readonly m: string | null;
  readonly p: Partial<Conversation>;
}

const talkRow = ({ state, words }: RowChange): TalkRow => {
  const { lastSeq, lastPublicSeq, lastMessageAt, lastMessageBy, lastCustomerSeq, firstResponseAt } =
    state;
  return {
    c: state.id,
    s: lastSeq,
    a: lastMessageAt,
    b: lastMessageBy,
    m: isLine(words) ? words.messageId : null,
    p: { lastSeq, lastPublicSeq, lastMessageAt, lastMessageBy, lastCustomerSeq, firstResponseAt },
  };
};

/**
 * How the rows of these conversations are to be written: those in which people only talked as a few fields (most of
 * all messages; a whole row is twenty times as long), the others whole.
 */
export const planRows = (
  changes: readonly RowChange[],
): {
  readonly talked: readonly TalkRow[];
  readonly whole: readonly Record<string, unknown>[];
} => {
  const talked: TalkRow[] = [];
  const whole: Record<string, unknown>[] = [];
  for (const change of netChanges(changes)) {
    if (onlyTalked(change)) talked.push(talkRow(change));
    else whole.push(conversationRow(change));
  }
  return { talked, whole };
};

/** A column of a recordset that holds milliseconds, as a timestamp. */
export const ms = (column: string) => sql.raw(`to_timestamp(${column} / 1000.0)`);

export const WHOLE_RECORD =
  sql.raw(`AS r(id uuid, number text, customer_id uuid, customer_kind text, channel text, locale text,
  category text, tier text, priority text, status text, team_id text, assignee_id text, accepted boolean,
  assigned_at float8, queued_at float8, waiting_since float8, snoozed_until float8, created_at float8,
  last_message_at float8, last_message_by text, solved_at float8, closed_at float8, last_seq bigint,
  last_message_id uuid, facets text[], state jsonb)`);
