import { appendEvents } from '../../core/conversation/append.ts';
import { decide } from '../../core/conversation/decide.ts';
import { reactionsOf } from '../../core/conversation/reactions.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Vault } from '../vault/index.ts';
import { bodyContext, encodeBody } from './body.ts';
import type { CommitRequest, Committed, Words } from './commit-request.ts';
import { readLogged } from './store-read.ts';
import {
  type Change,
  destroyBody,
  type EarlierWords,
  lockConversations,
  rewriteBody,
  type SealedWords,
  writeChanges,
} from './store-write.ts';

export interface TransactionDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly dueWork: DueWork;
}

const NOT_FOUND = fail('not_found', 'conversation_not_found');

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** The answer to a message that was stored before: its event, or a refusal when the words differ. */
const answerAgain = async (
  trx: Transaction,
  request: CommitRequest,
  words: Words,
  earlier: EarlierWords,
  states: ReadonlyMap<ConversationId, Conversation>,
): Promise<Outcome<Committed>> => {
  const state =
    states.get(earlier.conversation_id) ??
    (await lockConversations(trx, [earlier.conversation_id])).states.get(earlier.conversation_id);
  if (state === undefined || !request.maySee(state)) return NOT_FOUND;
  const starts = request.startsNew === true;
  const elsewhere = !starts && earlier.conversation_id !== request.conversationId;
  if (elsewhere || !sameBytes(earlier.body_hash, words.bodyHash)) {
    return fail('invalid', 'client_message_id_reused');
  }
  const logged = await readLogged(
    trx,
    earlier.conversation_id,
    starts ? 0 : earlier.seq - 1,
    starts ? 3 : 1,
  );
  return ok({ state, before: state, logged, written: undefined, duplicate: true });
};

interface Working {
  readonly trx: Transaction;
  readonly at: AtMs;
  /** As locked, and then as changed by the requests before in the same transaction. */
  readonly states: Map<ConversationId, Conversation>;
  readonly changes: Change[];
  readonly deps: TransactionDeps;
}

const sealWords = async (
  work: Working,
  state: Conversation,
  request: CommitRequest,
): Promise<readonly Omit<SealedWords, 'seq'>[]> => {
  const { words, rewrite, destroy } = request;
  const needsKey = words !== undefined || rewrite !== undefined || request.cards !== undefined;
  const vault = needsKey ? await work.deps.vault.of(state.customerId) : undefined;
  if (rewrite !== undefined && vault !== undefined) {
    await rewriteBody(
      work.trx,
      rewrite.messageId,
      vault.seal(encodeBody(rewrite.text), bodyContext(rewrite.messageId)),
    );
  }
  if (destroy !== undefined) await destroyBody(work.trx, destroy);
  const bodies = [...(words === undefined ? [] : [words]), ...(request.cards ?? [])];
  return bodies.flatMap((each) => {
    const envelope = vault?.seal(encodeBody(each.text), bodyContext(each.messageId));
    return envelope === undefined ? [] : [{ words: each, envelope }];
  });
};

const decideOne = async (work: Working, request: CommitRequest): Promise<Outcome<Committed>> => {
  const { trx, at, states } = work;
  const before = states.get(request.conversationId);
  if (before !== undefined && !request.maySee(before)) return NOT_FOUND;
  const guarded = await request.guard?.(trx, before);
  if (guarded?.ok === false) return guarded;
  const command =
    typeof request.command === 'function'
      ? await request.command(trx, before, at)
      : ok(request.command);
  if (!command.ok) return command;
  const decided = decide(before, command.value, at);
  if (!decided.ok) return decided;
  const { state, logged } = appendEvents(
    request.conversationId,
    before,
    decided.value,
    request.actor,
    at,
  );
  if (state === undefined) return NOT_FOUND;
  if (logged.length === 0)
    return ok({ state, before, logged, written: undefined, duplicate: false });
  const { words } = request;
  const sealed = (await sealWords(work, state, request)).map((each) => ({
    ...each,
    seq: logged.find(({ event }) => carries(event, each.words))?.seq ?? state.lastSeq,
  }));
  work.changes.push({ before, state, logged, words, sealed, at });
  states.set(request.conversationId, state);
  const written = words && { messageId: words.messageId, text: words.text };
  return ok({ state, before, logged, written, duplicate: false });
};

const carries = (event: object, words: Words): boolean =>
  Object.values(event).some((value) => value === words.messageId);

const runAlsoWrite = async (
  work: Working,
  request: CommitRequest,
  result: Outcome<Committed>,
): Promise<Outcome<Committed>> => {
  if (!result.ok || request.alsoWrite === undefined) return result;
  // What was stored before was stored with all that belongs to it.
  if (result.value.duplicate || result.value.logged.length === 0) return result;
  const also = await request.alsoWrite(work.trx, result.value.state, result.value.logged);
  return also.ok ? result : also;
};

type Refused = Extract<Outcome<never>, { ok: false }>;

/** Thrown to roll back a transaction whose outcome is an expected failure. */
class RolledBack extends Error {
  readonly result: Refused;
  constructor(result: Refused) {
    super('rolled back');
    this.result = result;
  }
}

/**
 * Runs requests in one transaction, those for the same conversation one after the other: locks, decides, writes, schedules.
 * Only a request alone in its transaction may have a guard or further writes.
 * Throws what the database throws; nothing has happened then.
 */
export const runTransaction = async (
  deps: TransactionDeps,
  requests: readonly CommitRequest[],
): Promise<readonly Outcome<Committed>[]> => {
  try {
    return await deps.database.transaction().execute((trx) => inTransaction(deps, trx, requests));
  } catch (error) {
    if (error instanceof RolledBack) return [error.result];
    throw error;
  }
};

const write = async ({ deps, trx, changes }: Working): Promise<void> => {
  if (changes.length === 0) return;
  await writeChanges(trx, changes);
  await deps.dueWork.schedule(
    trx,
    changes.flatMap(({ state, logged }) => reactionsOf(state, logged)),
  );
};

/**
 * Runs requests for several conversations in one transaction: all of them, or none. Several for the same conversation
 * happen one after the other. Each may have a guard and further writes. The first refusal is the outcome of the whole;
 * words that were stored before are one (`already_done`).
 */
export const runTogether = async (
  deps: TransactionDeps,
  requests: readonly CommitRequest[],
): Promise<Outcome<readonly Committed[]>> => {
  try {
    return await deps.database.transaction().execute(async (trx) => {
      const ids = [...new Set(requests.map(({ conversationId }) => conversationId))];
      const locked = await lockConversations(
        trx,
        ids,
        requests.flatMap(({ words }) => (words === undefined ? [] : [words])),
      );
      if (locked.earlier.length > 0) throw new RolledBack(fail('conflict', 'already_done'));
      const work: Working = {
        trx,
        at: locked.at,
        states: new Map(locked.states),
        changes: [],
        deps,
      };
      const committed: Committed[] = [];
      for (const request of requests) committed.push(value(await decideOne(work, request)));
      await write(work);
      for (const [index, request] of requests.entries()) {
        const result = committed[index];
        if (result !== undefined) value(await runAlsoWrite(work, request, ok(result)));
      }
      return ok(committed);
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
};

const value = (result: Outcome<Committed>): Committed => {
  if (!result.ok) throw new RolledBack(result);
  return result.value;
};

const inTransaction = async (
  deps: TransactionDeps,
  trx: Transaction,
  requests: readonly CommitRequest[],
): Promise<readonly Outcome<Committed>[]> => {
  const locked = await lockConversations(
    trx,
    [...new Set(requests.map((request) => request.conversationId))],
    requests.flatMap(({ words }) => (words === undefined ? [] : [words])),
  );
  const work: Working = { trx, at: locked.at, states: new Map(locked.states), changes: [], deps };
  const results: Outcome<Committed>[] = [];
  for (const request of requests) {
    const { words } = request;
    const again =
      words &&
      locked.earlier.find(
        (e) => e.sender_id === words.senderId && e.client_message_id === words.clientMessageId,
      );
    results.push(
      again === undefined
        ? await decideOne(work, request)
        : await answerAgain(trx, request, words as Words, again, locked.states),
    );
  }
  await write(work);
  const [only] = requests;
  const [result] = results;
  if (requests.length === 1 && only !== undefined && result !== undefined) {
    const final = await runAlsoWrite(work, only, result);
    if (!final.ok) throw new RolledBack(final);
    return [final];
  }
  return results;
};
