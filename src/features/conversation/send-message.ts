import type { ActingAgent, Command, MessageFacts } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, ConversationId, CustomerId, FileId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { whenSolvable } from './change-conversation.ts';
import type { CommitRequest, Committed, Words } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { guardSpread } from './guard-spread.ts';
import { findConversation } from './store-read.ts';

/** A message as its sender hands it in. */
export interface Content {
  readonly clientMessageId: string;
  readonly text: string;
  readonly fileIds: readonly string[];
}

export interface Prepared {
  readonly message: MessageFacts;
  readonly words: Words;
}

/** Cleans and guards the words and gives them an id. Nothing of what was destroyed is kept anywhere. */
export const prepareMessage = (
  deps: Pick<ConversationDeps, 'takeIn' | 'ids' | 'bodyHash'>,
  content: Content,
  senderId: string,
  kind: Words['kind'],
): Outcome<Prepared> => {
  const taken = deps.takeIn(content.text, content.fileIds.length > 0);
  if (!taken.ok) return taken;
  const { text, destroyed } = taken.value;
  const messageId = deps.ids.uuid() as MessageId;
  const { clientMessageId } = content;
  return ok({
    message: {
      messageId,
      clientMessageId,
      fileIds: content.fileIds as readonly FileId[],
      destroyed,
    },
    words: {
      messageId,
      kind,
      senderId,
      clientMessageId,
      text,
      bodyHash: deps.bodyHash([kind, text, ...content.fileIds]),
    },
  });
};

/** Files make a message more than a plain one: they are tied to it in the same transaction. */
export const attachingFiles = (
  deps: Pick<ConversationDeps, 'files'>,
  message: MessageFacts,
  uploader: { readonly kind: 'customer' | 'agent'; readonly id: string },
): Pick<CommitRequest, 'alsoWrite'> =>
  message.fileIds.length === 0
    ? {}
    : {
        alsoWrite: (trx, state) =>
          deps.files.attach(trx, {
            fileIds: message.fileIds,
            customerId: state.customerId,
            conversationId: state.id,
            messageId: message.messageId,
            uploader,
          }),
      };

/** So many merges are followed to where a request goes on. */
const MOST_MERGES = 10;

/** Where a request of this customer goes on; undefined where it was not merged. */
const findHeir = async (
  { database }: Pick<ConversationDeps, 'database'>,
  customerId: CustomerId,
  conversationId: ConversationId,
): Promise<ConversationId | undefined> => {
  let heir: ConversationId | undefined;
  for (let merges = 0; merges < MOST_MERGES; merges++) {
    const state = await findConversation(database, heir ?? conversationId);
    if (state === undefined || state.customerId !== customerId) return undefined;
    if (state.case.mergedInto === null) return heir;
    heir = state.case.mergedInto;
  }
  return heir;
};

/** What a request says that has ended in another one; the second where the words have reached that one before. */
const AFTER_MERGE: ReadonlySet<string> = new Set([
  'conversation_closed',
  'client_message_id_reused',
]);

/**
 * A customer writes into one of their own conversations. What was on its way to one that has been merged meanwhile
 * arrives where that goes on.
 */
export const sendAsCustomer = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  content: Content,
): Promise<Outcome<Committed>> => {
  const sent = await sendInto(deps, customerId, conversationId, content);
  if (sent.ok || !AFTER_MERGE.has(sent.failure.code)) return sent;
  const heir = await findHeir(deps, customerId, conversationId);
  return heir === undefined ? sent : sendInto(deps, customerId, heir, content);
};

const sendInto = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  content: Content,
): Promise<Outcome<Committed>> => {
  const alone = prepareMessage(deps, content, customerId, 'message');
  if (!alone.ok) return alone;
  const { message, words } = await guardSpread(deps, customerId, conversationId, alone.value);
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'send_as_customer', customerId, message },
    maySee: (state) => state.customerId === customerId,
    words,
    ...attachingFiles(deps, message, { kind: 'customer', id: customerId }),
  });
};

export interface AgentSend {
  readonly agent: ActingAgent;
  readonly maySee: (state: Conversation) => boolean;
  readonly conversationId: ConversationId;
  readonly content: Content;
  readonly kind: 'message' | 'note';
  readonly leaveAs: 'pending' | 'solved' | null;
  /** A supervisor means the contacts that are not ours. */
  readonly allowForeign?: boolean;
  /** Colleagues whom a note names. */
  readonly mentions?: readonly AgentId[];
}

/** Colleagues who are named in a note are told, in its transaction. */
const mentioning = (
  { keepMentions }: ConversationDeps,
  { agent, mentions = [] }: AgentSend,
  messageId: MessageId,
  also: CommitRequest['alsoWrite'],
): CommitRequest['alsoWrite'] =>
  keepMentions === undefined || mentions.length === 0
    ? also
    : async (trx, state, logged) => {
        const kept = await keepMentions(trx, state, { messageId, by: agent.id, mentions });
        return kept.ok && also !== undefined ? also(trx, state, logged) : kept;
      };

/** Records who let a contact that is not ours be named, in the transaction of the message. */
const recordingForeign =
  (also: CommitRequest['alsoWrite'], agentId: string): NonNullable<CommitRequest['alsoWrite']> =>
  async (trx, state, logged) => {
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'foreign_contact_allowed',
      subject: { kind: 'conversation', id: state.id },
    });
    return also === undefined ? ok(null) : also(trx, state, logged);
  };

/** An agent answers, or leaves an internal note. Failure beside those of the commit: `foreign_contact`. */
export const sendAsAgent = async (
  deps: ConversationDeps,
  send: AgentSend,
): Promise<Outcome<Committed>> => {
  const { agent, conversationId, kind } = send;
  const prepared = prepareMessage(deps, send.content, agent.id, kind);
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  const checked = kind === 'note' ? ok(null) : deps.checkOwnWords(words.text);
  const mayPass = checked.ok || (agent.leads && send.allowForeign === true);
  const actor: Actor = { kind: 'agent', id: agent.id };
  const command: Command =
    kind === 'note'
      ? { type: 'add_note', agent, message }
      : { type: 'send_as_agent', agent, message, leaveAs: send.leaveAs };
  const attaching = attachingFiles(deps, message, { kind: 'agent', id: agent.id });
  const alsoWrite =
    kind === 'note'
      ? mentioning(deps, send, message.messageId, attaching.alsoWrite)
      : attaching.alsoWrite;
  return deps.committer.commit({
    conversationId,
    actor,
    command,
    maySee: send.maySee,
    words,
    ...(alsoWrite !== undefined && { alsoWrite }),
    ...(send.leaveAs === 'solved' ? whenSolvable(deps) : {}),
    ...(checked.ok
      ? {}
      : mayPass
        ? { alsoWrite: recordingForeign(alsoWrite, agent.id) }
        : // Under the lock, where what was stored once is answered as it was, whatever is official by now.
          { guard: async () => checked }),
  });
};
