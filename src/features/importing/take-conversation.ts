import { formatNumber } from '../../core/conversation/number.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId, MessageId, TeamId } from '../../core/ids.ts';
import type { ImportedConversation, ImportedPerson } from '../../core/importing/record.ts';
import { splitText } from '../../core/importing/split-text.ts';
import { type TakenMessage, toSteps } from '../../core/importing/to-steps.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Category, Locale, SecretKind } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { writeAudit } from '../audit/index.ts';
import { appendImported, type ConversationDeps, NumberTaken } from '../conversation/index.ts';
import { claimRecord, findImported } from './store.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
  readonly vault: ConversationDeps['vault'];
  readonly bodyHash: ConversationDeps['bodyHash'];
  readonly dueWork: Parameters<typeof appendImported>[0]['dueWork'];
  /** Destroys the secrets in a whole text, however long. */
  readonly redact: (text: string) => {
    readonly text: string;
    readonly destroyed: readonly SecretKind[];
  };
  readonly takeIn: ConversationDeps['takeIn'];
  readonly teamOf: (category: Category) => Promise<TeamId>;
  /** The customer with the exchange's id, made where it is not there. */
  readonly customerOf: (
    trx: Transaction,
    externalId: string,
    locale: Locale,
  ) => Promise<CustomerId>;
  readonly addVisitor: (trx: Transaction, locale: Locale) => Promise<CustomerId>;
  /** Name and mail address, sealed; for those who are not known by more. */
  readonly saveProfile: (
    trx: Transaction,
    customerId: CustomerId,
    profile: { readonly name: string | null; readonly email: string | null },
  ) => Promise<void>;
  /** Those who follow logs take the past for known. */
  readonly passOver: (
    trx: Transaction,
    conversationId: ConversationId,
    seq: number,
  ) => Promise<void>;
}

export type Taken =
  | { readonly kind: 'taken'; readonly conversationId: ConversationId; readonly messages: number }
  | { readonly kind: 'known'; readonly conversationId: string };

/** Below what a message may hold, because cleaning may make a text longer by composing it anew. */
const PART_CHARACTERS = 7_500;
const NUMBER_ATTEMPTS = 5;

const drawNumber = ({ ids }: ImportDeps): string => {
  const [a = 0, b = 0, c = 0, d = 0] = ids.random(4);
  return formatNumber(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
};

/** Through the same door as everybody's words, whole first so that no secret hides in a cut. */
const takeMessages = (
  deps: ImportDeps,
  source: string,
  conversation: ImportedConversation,
): Outcome<readonly TakenMessage[]> => {
  const taken: TakenMessage[] = [];
  for (const message of conversation.messages) {
    const { text, destroyed } = deps.redact(message.text);
    for (const [index, part] of splitText(text, PART_CHARACTERS).entries()) {
      const inside = deps.takeIn(part, false);
      if (!inside.ok) return inside;
      taken.push({
        ...message,
        messageId: deps.ids.uuid() as MessageId,
        clientMessageId: `${source}-${conversation.sourceId}-${message.sourceId}-${index}`,
        text: inside.value.text,
        destroyed: [...new Set([...destroyed, ...inside.value.destroyed])],
      });
    }
  }
  return ok(taken);
};

const customerFor = async (
  deps: ImportDeps,
  trx: Transaction,
  source: string,
  person: ImportedPerson,
): Promise<CustomerId> => {
  const { externalId, locale, name, email } = person;
  if (externalId !== null) return deps.customerOf(trx, externalId, locale);
  const known = await findImported(trx, source, 'customer', person.sourceId);
  if (known !== undefined) return known as CustomerId;
  const customerId = await deps.addVisitor(trx, locale);
  await deps.saveProfile(trx, customerId, { name, email });
  await claimRecord(trx, source, 'customer', person.sourceId, customerId);
  return customerId;
};

const write = async (
  deps: ImportDeps,
  trx: Transaction,
  source: string,
  conversation: ImportedConversation,
  messages: readonly TakenMessage[],
): Promise<Taken> => {
  const conversationId = deps.ids.uuid() as ConversationId;
  const { sourceId, customer, category } = conversation;
  if (!(await claimRecord(trx, source, 'conversation', sourceId, conversationId))) {
    const known = await findImported(trx, source, 'conversation', sourceId);
    return { kind: 'known', conversationId: known ?? '' };
  }
  const customerId = await customerFor(deps, trx, source, customer);
  const place = {
    source,
    customerId,
    customerKind: customer.externalId === null ? ('visitor' as const) : ('customer' as const),
    number: drawNumber(deps),
    teamId: await deps.teamOf(category),
  };
  const steps = toSteps(place, conversation, messages, deps.clock.now());
  const state: Conversation = await appendImported(deps, trx, conversationId, customerId, steps);
  await deps.passOver(trx, conversationId, state.lastSeq);
  await writeAudit(trx, {
    actor: { kind: 'system', id: 'import' },
    action: 'conversation_imported',
    subject: { kind: 'conversation', id: conversationId },
    data: { source, sourceId },
  });
  return { kind: 'taken', conversationId, messages: messages.length };
};

/**
 * Takes over one conversation, in one transaction: all of it or nothing, once however often it is asked. Failures:
 * those of the intake.
 */
export const takeConversation = async (
  deps: ImportDeps,
  source: string,
  conversation: ImportedConversation,
): Promise<Outcome<Taken>> => {
  const messages = takeMessages(deps, source, conversation);
  if (!messages.ok) return messages;
  for (let attempt = 1; ; attempt++) {
    try {
      return ok(
        await deps.database
          .transaction()
          .execute((trx) => write(deps, trx, source, conversation, messages.value)),
      );
    } catch (error) {
      if (!(error instanceof NumberTaken) || attempt === NUMBER_ATTEMPTS) throw error;
    }
  }
};
