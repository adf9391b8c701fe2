import type { DeskConversationRow } from '../../contract/conversation.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { ConversationDeps } from './deps.ts';
import { toDeskRows } from './list-rows.ts';
import {
  goesByCreation,
  type ListPosition,
  type ListRequest,
  listDeskStates,
} from './store-meeting.ts';

export interface DeskListInput extends Omit<ListRequest, 'from'> {
  /** Opaque; from the page before. */
  readonly cursor?: string | undefined;
}

export interface DeskListPage {
  readonly rows: DeskConversationRow[];
  readonly nextCursor: string | null;
}

const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const readCursor = (cursor: string | undefined): Outcome<ListPosition | undefined> => {
  if (cursor === undefined) return ok(undefined);
  const match = CURSOR.exec(cursor);
  return match === null
    ? fail('invalid', 'bad_cursor')
    : ok({ at: Number(match[1]), id: match[2] as ConversationId });
};

const MINUTE_MS = 60_000;
const minuteOf = (at: number): number => at - (at % MINUTE_MS);

const placeOf = (state: Conversation, byCreation: boolean): AtMs =>
  byCreation ? state.createdAt : minuteOf(state.lastMessageAt ?? state.createdAt);

/**
 * A page of the conversations that meet a requirement, newest word first, as far as this person may see.
 * Failures: `bad_cursor`.
 */
export const listDesk = async (
  deps: Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'>,
  staff: StaffView,
  { cursor, limit, ...wanted }: DeskListInput,
): Promise<Outcome<DeskListPage>> => {
  const from = readCursor(cursor);
  if (!from.ok) return from;
  const request = { ...wanted, from: from.value, limit: limit + 1 };
  const states = await listDeskStates(deps.database, staff, request);
  const page = states.slice(0, limit);
  const rows = await toDeskRows(deps, deps.database, page);
  const last = page.at(-1)?.state;
  const more = states.length > limit && last !== undefined;
  return ok({
    rows: [...rows],
    nextCursor: more ? `${placeOf(last, goesByCreation(wanted.requirement))}_${last.id}` : null,
  });
};
