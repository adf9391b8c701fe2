import type { DeskConversation } from '../../contract/conversation.ts';
import type { ExportFormat } from '../../contract/exporting.ts';
import type { WireEvent } from '../../contract/live.ts';
import { type CsvValue, csvLine } from '../../core/exporting/csv-line.ts';

/** What is told of each conversation; times in ISO 8601, UTC. */
const COLUMNS = [
  'number',
  'id',
  'status',
  'priority',
  'category',
  'channel',
  'locale',
  'tier',
  'teamId',
  'assignee',
  'customerId',
  'customerKind',
  'createdAt',
  'firstResponseAt',
  'lastMessageAt',
  'lastMessageBy',
  'solvedAt',
  'closedAt',
  'rating',
] as const;
type Column = (typeof COLUMNS)[number];
export type ExportRow = Readonly<Record<Column, CsvValue>>;

const timeOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

export type Exported = Pick<DeskConversation, Exclude<Column, 'assignee'>> & {
  readonly assignee: { readonly badge: string } | null;
};

export const toExportRow = (conversation: Exported): ExportRow => ({
  number: conversation.number,
  id: conversation.id,
  status: conversation.status,
  priority: conversation.priority,
  category: conversation.category,
  channel: conversation.channel,
  locale: conversation.locale,
  tier: conversation.tier,
  teamId: conversation.teamId,
  assignee: conversation.assignee?.badge ?? null,
  customerId: conversation.customerId,
  customerKind: conversation.customerKind,
  createdAt: timeOf(conversation.createdAt),
  firstResponseAt: timeOf(conversation.firstResponseAt),
  lastMessageAt: timeOf(conversation.lastMessageAt),
  lastMessageBy: conversation.lastMessageBy,
  solvedAt: timeOf(conversation.solvedAt),
  closedAt: timeOf(conversation.closedAt),
  rating: conversation.rating,
});

export interface ExportedMessage {
  readonly at: string | null;
  readonly by: string;
  readonly kind: 'message' | 'note';
  /** Null where the words are gone. */
  readonly text: string | null;
}

export const toExportedMessage = ({
  at,
  actor,
  event,
  body,
}: WireEvent): ExportedMessage | undefined => {
  switch (event.type) {
    case 'message_sent':
    case 'assistant_replied':
    case 'notice_given':
    case 'note_added':
      return {
        at: timeOf(at),
        by: actor.kind,
        kind: event.type === 'note_added' ? 'note' : 'message',
        text: body?.text ?? null,
      };
    default:
      return undefined;
  }
};

/** The first line of a file; none for JSON lines. The byte order mark has spreadsheets read it as UTF-8. */
export const headOf = (format: ExportFormat): string =>
  format === 'csv' ? `\uFEFF${csvLine(COLUMNS)}` : '';

export const lineOf = (
  format: ExportFormat,
  row: ExportRow,
  messages: readonly ExportedMessage[] | undefined,
): string =>
  format === 'csv'
    ? csvLine(COLUMNS.map((column) => row[column]))
    : `${JSON.stringify(messages === undefined ? row : { ...row, messages })}\n`;
