import { formatNumber } from '../../core/conversation/number.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { ImportedConversation } from '../../core/importing/record.ts';
import { toSteps } from '../../core/importing/to-steps.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudits } from '../audit/index.ts';
import { appendImported, NumberTaken } from '../conversation/index.ts';
import type { ImportDeps } from './deps.ts';
import {
  customerFor,
  hasFiles,
  type Prepared,
  prepareConversation,
  uploaderOf,
} from './prepare-conversation.ts';
import { claimRecords, findTaken } from './store.ts';

export type Taken =
  | { readonly kind: 'taken'; readonly prepared: Prepared }
  /** By an earlier run, or by another that runs now. */
  | { readonly kind: 'known' };

const KNOWN: Outcome<Taken> = ok({ kind: 'known' });
const NUMBER_ATTEMPTS = 5;

const drawNumber = ({ ids }: ImportDeps): string => {
  const [a = 0, b = 0, c = 0, d = 0] = ids.random(4);
  return formatNumber(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
};

/** One that is to be written, with the id that it gets. */
interface Ready {
  readonly id: ConversationId;
  readonly prepared: Prepared;
}

const readLog = async (
  deps: ImportDeps,
  source: string,
  customerId: CustomerId,
  { id, prepared: { conversation, messages } }: Ready,
) => {
  const place = {
    source,
    customerId,
    customerKind:
      conversation.customer.externalId === null ? ('visitor' as const) : ('customer' as const),
    number: drawNumber(deps),
    teamId: await deps.teamOf(conversation.category),
  };
  const steps = toSteps(place, conversation, messages, deps.clock.now());
  return { conversationId: id, customerId, steps };
};

/** The files of its messages, stored a moment ago. */
const attachFiles = async (
  deps: ImportDeps,
  trx: Transaction,
  source: string,
  customerId: CustomerId,
  { id, prepared: { conversation, messages } }: Ready,
): Promise<void> => {
  for (const message of messages) {
    const { messageId, fileIds } = message;
    if (fileIds.length === 0) continue;
    const uploader = uploaderOf(source, conversation, message);
    const request = { fileIds, customerId, conversationId: id, messageId, uploader };
    const attached = await deps.attach(trx, request);
    // They were stored for this very conversation: all of it is tried again with the next run.
    if (!attached.ok) throw new Error(`a file was not attached: ${attached.failure.code}`);
  }
};

const noteImported = (trx: Transaction, source: string, ready: readonly Ready[]): Promise<void> =>
  writeAudits(
    trx,
    ready.map(({ id, prepared: { conversation } }) => ({
      actor: { kind: 'system', id: 'import' },
      action: 'conversation_imported',
      subject: { kind: 'conversation', id },
      data: { source, sourceId: conversation.sourceId },
    })),
  );

/** Of these the ones that were written; the others had been taken before. */
const write = async (
  deps: ImportDeps,
  trx: Transaction,
  source: string,
  asked: readonly Prepared[],
): Promise<ReadonlySet<Prepared>> => {
  const all = asked.map((prepared): Ready => ({ id: deps.ids.uuid() as ConversationId, prepared }));
  const free = await claimRecords(
    trx,
    source,
    'conversation',
    all.map(({ id, prepared }) => ({
      sourceId: prepared.conversation.sourceId,
      targetId: id,
    })),
  );
  const ready = all.filter(({ prepared }) => free.has(prepared.conversation.sourceId));
  if (ready.length === 0) return new Set();
  const logs: Awaited<ReturnType<typeof readLog>>[] = [];
  for (const one of ready) {
    const customerId = await customerFor(deps, trx, source, one.prepared.conversation.customer);
    logs.push(await readLog(deps, source, customerId, one));
  }
  const states = await appendImported(deps, trx, logs);
  for (const [index, one] of ready.entries()) {
    const log = logs[index];
    if (log !== undefined) await attachFiles(deps, trx, source, log.customerId, one);
  }
  await deps.passOver(
    trx,
    states.map(({ id, lastSeq }) => ({ conversationId: id, seq: lastSeq })),
  );
  await noteImported(trx, source, ready);
  return new Set(ready.map(({ prepared }) => prepared));
};

/** SQLSTATEs of class 22: a value that no column can hold, such as U+0000 in an id. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^22.{3}$/.test(error.code);

const writeAlone = async (
  deps: ImportDeps,
  source: string,
  prepared: Prepared,
): Promise<Outcome<Taken>> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const written = await deps.database
        .transaction()
        .execute((trx) => write(deps, trx, source, [prepared]));
      return written.has(prepared) ? ok({ kind: 'taken', prepared }) : KNOWN;
    } catch (error) {
      if (isUnstorable(error)) return fail('invalid', 'not_storable');
      if (!(error instanceof NumberTaken) || attempt === NUMBER_ATTEMPTS) throw error;
    }
  }
};

/** All in one transaction; where that fails, each alone, so that one bad record costs nobody else theirs. */
const writeTogether = async (
  deps: ImportDeps,
  source: string,
  asked: readonly Prepared[],
): Promise<ReadonlyMap<Prepared, Outcome<Taken>>> => {
  const outcomes = new Map<Prepared, Outcome<Taken>>();
  try {
    const written =
      asked.length === 0
        ? new Set<Prepared>()
        : await deps.database.transaction().execute((trx) => write(deps, trx, source, asked));
    for (const one of asked)
      outcomes.set(one, written.has(one) ? ok({ kind: 'taken', prepared: one }) : KNOWN);
  } catch (error) {
    if (!(error instanceof NumberTaken) && !isUnstorable(error)) throw error;
    for (const one of asked) outcomes.set(one, await writeAlone(deps, source, one));
  }
  return outcomes;
};

/** With its files, which need their customer before they can be sealed; by itself. */
const takeWithFiles = async (
  deps: ImportDeps,
  source: string,
  conversation: ImportedConversation,
): Promise<Outcome<Taken>> => {
  try {
    const customerId = await deps.database
      .transaction()
      .execute((trx) => customerFor(deps, trx, source, conversation.customer));
    const prepared = await prepareConversation(deps, source, conversation, customerId);
    return prepared.ok ? await writeAlone(deps, source, prepared.value) : prepared;
  } catch (error) {
    if (isUnstorable(error)) return fail('invalid', 'not_storable');
    throw error;
  }
};

const findKnown = async (
  deps: ImportDeps,
  source: string,
  conversations: readonly ImportedConversation[],
): Promise<ReadonlySet<string>> => {
  // An id that cannot be stored was not taken; asking for it would fail for all.
  const ids = conversations.map(({ sourceId }) => sourceId).filter((id) => !id.includes('\0'));
  return findTaken(deps.database, source, ids);
};

/**
 * Takes over conversations, each whole or not at all, and once however often it is asked; those without files share a
 * transaction. One outcome for each, in the order asked. Failures: those of the intake, `no_messages`, `not_storable`.
 */
export const takeConversations = async (
  deps: ImportDeps,
  source: string,
  conversations: readonly ImportedConversation[],
): Promise<readonly Outcome<Taken>[]> => {
  const known = new Set(await findKnown(deps, source, conversations));
  const outcomes = new Map<ImportedConversation, Outcome<Taken>>();
  const together: Prepared[] = [];
  for (const conversation of conversations) {
    if (known.has(conversation.sourceId)) {
      outcomes.set(conversation, KNOWN);
      continue;
    }
    if (hasFiles(conversation)) {
      const taken = await takeWithFiles(deps, source, conversation);
      outcomes.set(conversation, taken);
      if (taken.ok) known.add(conversation.sourceId);
      continue;
    }
    const prepared = await prepareConversation(deps, source, conversation, null);
    if (!prepared.ok) {
      outcomes.set(conversation, prepared);
      continue;
    }
    // The same record twice in one export is one record.
    known.add(conversation.sourceId);
    together.push(prepared.value);
  }
  for (const [{ conversation }, outcome] of await writeTogether(deps, source, together))
    outcomes.set(conversation, outcome);
  return conversations.map((one) => outcomes.get(one) ?? KNOWN);
};
