import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Priority, Status } from '../vocabulary.ts';
import { readFiles } from './read-files.ts';
import {
  categoryOf,
  type Fields,
  fieldsOf,
  idOf,
  listOf,
  localeOf,
  textOf,
  timeOf,
} from './read-values.ts';
import type { ImportedConversation, ImportedMessage, ImportedPerson } from './record.ts';
import { saysSomething } from './record.ts';

/**
 * Conversations, messages and contacts as Chatwoot's API writes them: the messages in the conversation or in records
 * of their own (`conversation_id`), the contact in `meta.sender` or in records of its own.
 * Source: developers.chatwoot.com, Conversations, Messages, Contacts.
 */
const STATUSES: Readonly<Record<string, Status>> = {
  open: 'open',
  pending: 'new',
  snoozed: 'open',
  resolved: 'solved',
};
const PRIORITY_OF: Readonly<Record<string, Priority>> = {
  low: 'low',
  medium: 'normal',
  high: 'high',
  urgent: 'urgent',
};
/** `activity` is Chatwoot's own note of what happened; a `template` is what it sent by itself. */
const KINDS = ['incoming', 'outgoing', 'activity', 'template'] as const;

/** A record of a contact; undefined where it has no id. */
export const readChatwootContact = (raw: unknown): ImportedPerson | undefined => {
  const contact = fieldsOf(raw);
  const sourceId = idOf(contact?.id);
  if (contact === undefined || sourceId === null) return undefined;
  return {
    sourceId,
    externalId: idOf(contact.identifier),
    name: textOf(contact.name),
    email: textOf(contact.email),
    locale: localeOf(fieldsOf(contact.additional_attributes)?.browser_language),
  };
};

const kindOf = (value: unknown): (typeof KINDS)[number] | undefined =>
  typeof value === 'number' ? KINDS[value] : KINDS.find((kind) => kind === value);

/** Undefined for what Chatwoot noted itself. */
const readMessage = (
  raw: unknown,
  contactId: string,
  now: AtMs,
): Outcome<ImportedMessage | undefined> => {
  const message = fieldsOf(raw);
  const sourceId = idOf(message?.id);
  if (message === undefined || sourceId === null) return fail('invalid', 'message_without_id');
  const kind = kindOf(message.message_type);
  if (kind === undefined) return fail('invalid', 'message_type', { message: sourceId });
  if (kind === 'activity') return ok(undefined);
  const at = timeOf(message.created_at, now);
  if (at === undefined) return fail('invalid', 'message_time', { message: sourceId });
  const byCustomer = kind === 'incoming';
  const sender = fieldsOf(message.sender);
  const senderId = idOf(sender?.id) ?? idOf(message.sender_id);
  return ok({
    sourceId,
    at,
    by: byCustomer ? 'customer' : 'agent',
    authorId: byCustomer ? contactId : (senderId ?? 'chatwoot'),
    authorName: byCustomer ? null : (textOf(sender?.available_name) ?? textOf(sender?.name)),
    note: message.private === true,
    text: textOf(message.content) ?? '',
    files: readFiles(message.attachments),
  });
};

const readMessages = (
  all: readonly unknown[],
  contactId: string,
  now: AtMs,
): Outcome<readonly ImportedMessage[]> => {
  const messages = new Map<string, ImportedMessage>();
  for (const raw of all) {
    const read = readMessage(raw, contactId, now);
    if (!read.ok) return read;
    if (read.value !== undefined) messages.set(read.value.sourceId, read.value);
  }
  return ok([...messages.values()].toSorted((a, b) => a.at - b.at));
};

const contactOf = (
  conversation: Fields,
  contacts: ReadonlyMap<string, ImportedPerson>,
): ImportedPerson | undefined => {
  const inside = readChatwootContact(fieldsOf(conversation.meta)?.sender);
  const id =
    inside?.sourceId ??
    idOf(conversation.contact_id) ??
    idOf(fieldsOf(conversation.contact_inbox)?.contact_id);
  return contacts.get(id ?? '') ?? inside;
};

/**
 * One conversation. `apart`: its messages that came in records of their own. Failures, all `invalid`: `not_an_object`,
 * `no_id`, `created_time`, `status_unknown`, `customer_unknown`, `no_messages`, `message_without_id`, `message_type`,
 * `message_time`.
 */
export const readChatwootConversation = (
  raw: unknown,
  apart: readonly unknown[],
  contacts: ReadonlyMap<string, ImportedPerson>,
  now: AtMs,
): Outcome<ImportedConversation> => {
  const conversation = fieldsOf(raw);
  if (conversation === undefined) return fail('invalid', 'not_an_object');
  const sourceId = idOf(conversation.id);
  if (sourceId === null) return fail('invalid', 'no_id');
  const status = STATUSES[textOf(conversation.status) ?? ''];
  if (status === undefined) return fail('invalid', 'status_unknown');
  const customer = contactOf(conversation, contacts);
  if (customer === undefined) return fail('invalid', 'customer_unknown');
  const all = [...listOf(conversation.messages), ...apart];
  const read = readMessages(all, customer.sourceId, now);
  if (!read.ok) return read;
  const messages = read.value;
  const first = messages.find(saysSomething);
  if (first === undefined) return fail('invalid', 'no_messages');
  const given = conversation.created_at;
  const createdAt = given === undefined || given === null ? first.at : timeOf(given, now);
  if (createdAt === undefined) return fail('invalid', 'created_time');
  const ended = timeOf(conversation.last_activity_at ?? conversation.timestamp, now);
  return ok({
    sourceId,
    customer,
    createdAt: Math.min(createdAt, first.at),
    endedAt: Math.max(ended ?? createdAt, createdAt),
    status,
    category: categoryOf(listOf(conversation.labels)),
    priority: PRIORITY_OF[textOf(conversation.priority) ?? ''] ?? 'normal',
    messages,
  });
};
