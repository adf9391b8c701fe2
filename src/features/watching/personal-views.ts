import { sql } from 'kysely';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { DeskListReply } from '../../contract/views.ts';
import type { PersonalCounts } from '../../contract/watching.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import type { PersonalView } from '../../core/views/ready-made.ts';
import type { Connection } from '../../ports/database.ts';
import { findStates, toDeskRows } from '../conversation/index.ts';
import type { WatchingDeps } from './deps.ts';

/** What one person follows or has not seen is never a long list; the newest of it where it is. */
const MOST = 200;

const SOURCES: Readonly<Record<PersonalView, (agentId: AgentId) => ReturnType<typeof sql>>> = {
  mentions: (agentId) => sql`
    SELECT conversation_id, max(at) AS at FROM staff_news
    WHERE agent_id = ${agentId} AND kind = 'mention' AND read_at IS NULL GROUP BY 1`,
  followed: (agentId) => sql`
    SELECT conversation_id, since AS at FROM watchers WHERE agent_id = ${agentId}`,
};

const listIds = async (
  connection: Connection,
  agentId: AgentId,
  view: PersonalView,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM (${SOURCES[view](agentId)}) AS mine
    ORDER BY at DESC LIMIT ${MOST}`.execute(connection);
  return rows.map((row) => row.conversation_id);
};

/** As far as this person may still see them; newest word first. What is over is no longer followed here. */
const readStates = async (deps: WatchingDeps, staff: StaffPrincipal, view: PersonalView) => {
  const ids = await listIds(deps.database, staff.agentId, view);
  const found = await findStates(deps.database, ids);
  return found.filter(
    ({ state }) => staffMaySee(staff, state) && (view === 'mentions' || state.status !== 'closed'),
  );
};

/** Where one was named and has not looked, or what one follows. */
export const readPersonalView = async (
  deps: WatchingDeps,
  staff: StaffPrincipal,
  view: PersonalView,
): Promise<DeskListReply> => {
  const states = await readStates(deps, staff, view);
  const newest = states.toSorted(
    ({ state: a }, { state: b }) =>
      (b.lastMessageAt ?? b.createdAt) - (a.lastMessageAt ?? a.createdAt),
  );
  return { rows: [...(await toDeskRows(deps, deps.database, newest))], nextCursor: null };
};

export const countPersonalViews = async (
  deps: WatchingDeps,
  staff: StaffPrincipal,
): Promise<PersonalCounts> => {
  const [mentions, followed] = await Promise.all([
    readStates(deps, staff, 'mentions'),
    readStates(deps, staff, 'followed'),
  ]);
  return { mentions: mentions.length, followed: followed.length };
};
