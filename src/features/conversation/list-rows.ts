import type { CustomerConversationRow, DeskConversationRow } from '../../contract/conversation.ts';
import { presentToCustomer, presentToStaff } from '../../core/conversation/present.ts';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { ConversationDeps } from './deps.ts';
import { readClocks } from './store-clocks.ts';
import {
  listAssistants,
  listHomeStates,
  NO_MARKS,
  readMarks,
  readUnread,
  type StateRow,
} from './store-list.ts';
import { openBodies } from './to-wire.ts';

type RowDeps = Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'>;

const LAST_LINE_CHARACTERS = 140;

/** By characters as people see them, so that nothing is cut in half. */
const firstLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, LAST_LINE_CHARACTERS * 4));
  return characters.length <= LAST_LINE_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, LAST_LINE_CHARACTERS - 1).join('')}…`;
};

/**
 * After the assistant gave way the next word is owed to the customer, and the state says that the customer spoke last;
 * whose the last line is, is looked up.
 */
const mayBeAssistants = ({ state }: StateRow): boolean =>
  state.assistant !== null && !state.assistant.active && state.lastMessageBy === 'customer';

interface Extras {
  readonly assistants: ReadonlySet<MessageId>;
  readonly lines: ReadonlyMap<MessageId, string>;
  readonly marks: Awaited<ReturnType<typeof readMarks>>;
  readonly unread: ReadonlyMap<ConversationId, number>;
}

const readExtras = async (
  deps: RowDeps,
  connection: Connection,
  rows: readonly StateRow[],
  unreadBy: 'customer' | 'agent',
): Promise<Extras> => {
  const ids = rows.map(({ state }) => state.id);
  const lastIds = rows.flatMap(({ lastMessageId }) => lastMessageId ?? []);
  const unsure = rows.filter(mayBeAssistants).flatMap(({ lastMessageId }) => lastMessageId ?? []);
  return {
    assistants: await listAssistants(connection, unsure),
    lines: await openBodies(deps, connection, lastIds),
    marks: await readMarks(connection, ids),
    unread: await readUnread(connection, ids, unreadBy),
  };
};

const common = (row: StateRow, extras: Extras) => ({
  marks: extras.marks.get(row.state.id) ?? NO_MARKS,
  lastLine: firstLine((row.lastMessageId && extras.lines.get(row.lastMessageId)) ?? ''),
  lastLineBy:
    row.lastMessageId !== null && extras.assistants.has(row.lastMessageId)
      ? ('assistant' as const)
      : row.state.lastMessageBy,
  unread: extras.unread.get(row.state.id) ?? 0,
});

/** Rows of the desk's list, in the order given. */
export const toDeskRows = async (
  deps: RowDeps,
  connection: Connection,
  rows: readonly StateRow[],
): Promise<readonly DeskConversationRow[]> => {
  const extras = await readExtras(deps, connection, rows, 'agent');
  const clocks = await readClocks(
    connection,
    rows.map(({ state }) => state.id),
  );
  return Promise.all(
    rows.map(async (row) => ({
      conversation: presentToStaff(row.state),
      customerName: await deps.nameOf(row.state.customerId),
      clock: clocks.get(row.state.id) ?? null,
      ...common(row, extras),
    })),
  );
};

/** Cards of the customer's home, in the order given. */
export const toCustomerRows = async (
  deps: RowDeps,
  connection: Connection,
  rows: readonly StateRow[],
): Promise<readonly CustomerConversationRow[]> => {
  const extras = await readExtras(deps, connection, rows, 'customer');
  return rows.map((row) => ({
    conversation: presentToCustomer(row.state),
    ...common(row, extras),
  }));
};

const MAX_HOME_ROWS = 100;

/** A customer's own requests: open ones first, the newest first in each. */
export const listOwnConversations = async (
  deps: RowDeps,
  customerId: CustomerId,
): Promise<readonly CustomerConversationRow[]> =>
  toCustomerRows(
    deps,
    deps.database,
    await listHomeStates(deps.database, customerId, MAX_HOME_ROWS),
  );
