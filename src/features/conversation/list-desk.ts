import { DESK_VIEWS, type DeskListReply, type DeskView } from '../../contract/conversation.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { ConversationDeps } from './deps.ts';
import { toDeskRows } from './list-rows.ts';
import { countView, type ListPosition, listDeskStates } from './store-list.ts';

export interface DeskListInput {
  readonly view: DeskView;
  readonly category?: Category | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;

const readCursor = (cursor: string | undefined): Outcome<ListPosition | undefined> => {
  if (cursor === undefined) return ok(undefined);
  const match = CURSOR.exec(cursor);
  return match === null
    ? fail('invalid', 'bad_cursor')
    : ok({ at: Number(match[1]), id: match[2] as ConversationId });
};

const MINUTE_MS = 60_000;
const minuteOf = (at: number): number => at - (at % MINUTE_MS);

/** A page of the desk's list with the counts of all views, as far as this person may see. */
export const listDesk = async (
  deps: Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'>,
  staff: StaffView,
  input: DeskListInput,
): Promise<Outcome<DeskListReply>> => {
  const from = readCursor(input.cursor);
  if (!from.ok) return from;
  const { view, category, limit } = input;
  const states = await listDeskStates(deps.database, staff, {
    view,
    category,
    from: from.value,
    limit: limit + 1,
  });
  const page = states.slice(0, limit);
  const rows = await toDeskRows(deps, deps.database, page);
  const counts = await Promise.all(
    DESK_VIEWS.map(async (name) => [name, await countView(deps.database, staff, name)] as const),
  );
  const last = page.at(-1)?.state;
  const more = states.length > limit && last !== undefined;
  return ok({
    rows: [...rows],
    nextCursor: more ? `${minuteOf(last.lastMessageAt ?? last.createdAt)}_${last.id}` : null,
    counts: Object.fromEntries(counts) as DeskListReply['counts'],
  });
};
