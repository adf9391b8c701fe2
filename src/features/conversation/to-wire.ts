import type { Attachment, MessageBody } from '../../contract/conversation.ts';
import type { WireEvent } from '../../contract/live.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { bodyContext, decodeBody } from './body.ts';
import type { Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { readBodies } from './store-read.ts';

/** The message whose words an event shows, as they are now. */
const messageIdOf = ({ event }: LoggedEvent): MessageId | undefined => {
  switch (event.type) {
    case 'message_sent':
    case 'note_added':
    case 'message_edited':
    case 'note_edited':
    case 'assistant_replied':
    case 'card_shown':
    case 'card_updated':
    case 'notice_given':
    case 'message_carried':
    case 'note_carried':
      return event.messageId;
    case 'conversation_transferred':
      return event.summaryId;
    case 'conversation_handed_over':
      return event.summaryId ?? undefined;
    case 'conversation_rated':
      return event.commentId ?? undefined;
    default:
      return undefined;
  }
};

type WireDeps = Pick<ConversationDeps, 'database' | 'vault' | 'files' | 'contactsOf'>;

/** Opens bodies; those that were destroyed are absent. */
export const openBodies = async (
  deps: Pick<WireDeps, 'vault'>,
  connection: Connection,
  messageIds: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, string>> => {
  const rows = await readBodies(connection, messageIds);
  const texts = new Map<MessageId, string>();
  for (const [messageId, row] of rows) {
    const vault = await deps.vault.of(row.customer_id);
    texts.set(messageId, decodeBody(vault.open(row.envelope, bodyContext(messageId))));
  }
  return texts;
};

/** What people write; cards and what the assistant takes out of articles are our own. */
const WRITTEN: ReadonlySet<string> = new Set([
  'message_sent',
  'message_edited',
  'note_added',
  'note_edited',
  'message_carried',
  'note_carried',
]);

/** Whether a file's name, without its ending, leads to a false contact. */
const isSuspect = ({ contactsOf }: Pick<WireDeps, 'contactsOf'>, name: string): boolean =>
  contactsOf(name.replace(/\.[^.]*$/, '').replace(/_/g, ' ')).some(
    ({ warning }) => warning !== null,
  );

/** Words as they are told, with what leads somewhere in them as it is judged now. */
const toBody = (
  deps: Pick<WireDeps, 'contactsOf'>,
  { event }: LoggedEvent,
  text: string,
  attachments: readonly Attachment[],
): MessageBody => {
  const contacts = WRITTEN.has(event.type) ? deps.contactsOf(text) : [];
  const suspectFileIds = attachments
    .filter(({ name }) => isSuspect(deps, name))
    .map(({ id }) => id);
  return {
    text,
    attachments: [...attachments],
    ...(contacts.length > 0 && { contacts: [...contacts] }),
    ...(suspectFileIds.length > 0 && { suspectFileIds }),
  };
};

const bodyOf = (
  deps: WireDeps,
  entry: LoggedEvent,
  texts: ReadonlyMap<MessageId, string>,
  files: ReadonlyMap<MessageId, readonly Attachment[]>,
): MessageBody | null => {
  const messageId = messageIdOf(entry);
  const text = messageId === undefined ? undefined : texts.get(messageId);
  if (messageId === undefined || text === undefined) return null;
  return toBody(deps, entry, text, files.get(messageId) ?? []);
};

/** Gives events their words, as they are now, for those who may see them. */
export const toWire = async (
  deps: WireDeps,
  connection: Connection,
  logged: readonly LoggedEvent[],
): Promise<readonly WireEvent[]> => {
  const ids = [...new Set(logged.flatMap((entry) => messageIdOf(entry) ?? []))];
  const texts = await openBodies(deps, connection, ids);
  const files = texts.size === 0 ? new Map() : await deps.files.list(connection, [...texts.keys()]);
  return logged.map((entry) => ({
    ...entry,
    body: bodyOf(deps, entry, texts, files),
  }));
};

const holdsFiles = ({ event }: LoggedEvent): boolean =>
  (event.type === 'message_sent' || event.type === 'note_added') && event.fileIds.length > 0;

/** The same for what was just committed; reads nothing back where the words are at hand. */
export const committedToWire = async (
  deps: WireDeps,
  committed: Committed,
): Promise<readonly WireEvent[]> => {
  const { logged, written } = committed;
  const known = (entry: LoggedEvent): boolean => {
    const messageId = messageIdOf(entry);
    return messageId === undefined || (messageId === written?.messageId && !holdsFiles(entry));
  };
  if (!logged.every(known)) return toWire(deps, deps.database, logged);
  return logged.map((entry) => ({
    ...entry,
    body:
      messageIdOf(entry) === undefined || written === undefined
        ? null
        : toBody(deps, entry, written.text, []),
  }));
};
