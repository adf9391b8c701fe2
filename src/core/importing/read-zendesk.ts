import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { PRIORITIES, type Priority, type Status } from '../vocabulary.ts';
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
 * Tickets as Zendesk's JSON export and its API write them: the ticket with `comments`, and the people either in it
 * (`requester`, `submitter`, `assignee`) or in records of their own.
 * Source: developer.zendesk.com, Tickets, Ticket Comments, Users; support.zendesk.com, "Exporting data to a JSON file".
 */
export interface ZendeskUser {
  readonly person: ImportedPerson;
  readonly isCustomer: boolean;
}

const STATUSES: Readonly<Record<string, Status>> = {
  new: 'new',
  open: 'open',
  pending: 'pending',
  hold: 'on_hold',
  solved: 'solved',
  closed: 'closed',
};

/** A record of a person; undefined where it has no id. */
export const readZendeskUser = (raw: unknown): ZendeskUser | undefined => {
  const user = fieldsOf(raw);
  const sourceId = idOf(user?.id);
  if (user === undefined || sourceId === null) return undefined;
  return {
    person: {
      sourceId,
      externalId: idOf(user.external_id),
      name: textOf(user.name),
      email: textOf(user.email),
      locale: localeOf(user.locale),
    },
    isCustomer: user.role === undefined || user.role === 'end-user',
  };
};

type Users = ReadonlyMap<string, ZendeskUser>;

const peopleOf = (ticket: Fields, users: Users): ReadonlyMap<string, ZendeskUser> => {
  const people = new Map<string, ZendeskUser>();
  for (const part of [ticket.requester, ticket.submitter, ticket.assignee]) {
    const user = readZendeskUser(part);
    if (user !== undefined) people.set(user.person.sourceId, user);
  }
  return { get: (id: string) => users.get(id) ?? people.get(id) } as Users;
};

const readComment = (
  raw: unknown,
  requesterId: string,
  people: Users,
  now: AtMs,
): Outcome<ImportedMessage> => {
  const comment = fieldsOf(raw);
  const sourceId = idOf(comment?.id);
  if (comment === undefined || sourceId === null) return fail('invalid', 'comment_without_id');
  const at = timeOf(comment.created_at, now);
  if (at === undefined) return fail('invalid', 'comment_time', { comment: sourceId });
  const authorId = idOf(comment.author_id) ?? idOf(fieldsOf(comment.author)?.id);
  if (authorId === null) return fail('invalid', 'comment_without_author', { comment: sourceId });
  const author = people.get(authorId) ?? readZendeskUser(comment.author);
  const note = comment.public === false;
  const byCustomer = !note && (authorId === requesterId || author?.isCustomer === true);
  return ok({
    sourceId,
    at,
    by: byCustomer ? 'customer' : 'agent',
    authorId,
    authorName: byCustomer ? null : (author?.person.name ?? null),
    note,
    text: textOf(comment.plain_body) ?? textOf(comment.body) ?? '',
    files: readFiles(comment.attachments),
  });
};

/** The first words of a ticket stand in `description` where its comments were not exported. */
const described = (
  ticket: Fields,
  id: string,
  requesterId: string,
  at: AtMs,
): readonly ImportedMessage[] => {
  const text = textOf(ticket.description);
  if (text === null) return [];
  const sourceId = `${id}-description`;
  return [
    {
      sourceId,
      at,
      by: 'customer',
      authorId: requesterId,
      authorName: null,
      note: false,
      text,
      files: [],
    },
  ];
};

const readComments = (
  ticket: Fields,
  requesterId: string,
  users: Users,
  now: AtMs,
): Outcome<readonly ImportedMessage[]> => {
  const people = peopleOf(ticket, users);
  const messages: ImportedMessage[] = [];
  for (const raw of listOf(ticket.comments)) {
    const read = readComment(raw, requesterId, people, now);
    if (!read.ok) return read;
    messages.push(read.value);
  }
  return ok(messages.toSorted((a, b) => a.at - b.at));
};

const priorityOf = (value: unknown): Priority =>
  PRIORITIES.find((priority) => priority === value) ?? 'normal';

const frameOf = (ticket: Fields, now: AtMs) => {
  const createdAt = timeOf(ticket.created_at, now);
  if (createdAt === undefined) return fail('invalid', 'created_time');
  const status = STATUSES[textOf(ticket.status) ?? ''];
  if (status === undefined) return fail('invalid', 'status_unknown');
  const endedAt = Math.max(createdAt, timeOf(ticket.updated_at, now) ?? createdAt);
  return ok({ createdAt, endedAt, status });
};

/**
 * One ticket. Failures, all `invalid`: `not_an_object`, `no_id`, `deleted`, `created_time`, `status_unknown`,
 * `customer_unknown`, `no_messages`, `comment_without_id`, `comment_time`, `comment_without_author`.
 */
export const readZendeskTicket = (
  raw: unknown,
  users: Users,
  now: AtMs,
): Outcome<ImportedConversation> => {
  const ticket = fieldsOf(raw);
  if (ticket === undefined) return fail('invalid', 'not_an_object');
  const sourceId = idOf(ticket.id);
  if (sourceId === null) return fail('invalid', 'no_id');
  if (ticket.status === 'deleted') return fail('invalid', 'deleted');
  const frame = frameOf(ticket, now);
  if (!frame.ok) return frame;
  const requester = readZendeskUser(ticket.requester);
  const requesterId = requester?.person.sourceId ?? idOf(ticket.requester_id);
  const customer = users.get(requesterId ?? '') ?? requester;
  if (requesterId === null || customer === undefined) return fail('invalid', 'customer_unknown');
  const comments = readComments(ticket, requesterId, users, now);
  if (!comments.ok) return comments;
  const { createdAt } = frame.value;
  const said =
    comments.value.length > 0
      ? comments.value
      : described(ticket, sourceId, requesterId, createdAt);
  if (!said.some(saysSomething)) return fail('invalid', 'no_messages');
  return ok({
    ...frame.value,
    sourceId,
    customer: customer.person,
    category: categoryOf(listOf(ticket.tags)),
    priority: priorityOf(ticket.priority),
    messages: said,
  });
};
