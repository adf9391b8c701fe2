import type { Due } from '../../core/automation/decide-rules.ts';
import type { LiveRule } from '../../core/automation/rule.ts';
import {
  commandOf,
  type Planned,
  planSteps,
  type StepWords,
  solvesAs,
  withoutSolving,
  withoutUnsaid,
} from '../../core/automation/steps.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { databaseNow, findConversation } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import type { DuePayload } from './follow-rules.ts';
import { readLookups } from './lookups.ts';
import { sayWords } from './say-words.ts';
import { causeKey, wasApplied, writeApplication } from './store-applications.ts';
import { findVersion } from './store-rules.ts';

type CommitRequest = Parameters<AutomationDeps['committer']['commit']>[0];
type Words = NonNullable<CommitRequest['words']>;

const ALREADY = 'rule_already_applied';
/** The request was closed, or a text taken back, while the words were made: they are made again. */
const MOST_TRIES = 3;

const ruleOf = async (
  deps: AutomationDeps,
  { ruleId, version }: DuePayload,
): Promise<LiveRule | undefined> => {
  const definition = await findVersion(deps.database, ruleId, version);
  return definition && { ruleId, version, liveSince: 0, definition };
};

const toWords = (
  deps: AutomationDeps,
  { messageId, clientMessageId, source }: StepWords,
  text: string,
): Words => ({
  messageId,
  kind: source.kind === 'note' ? 'note' : 'notice',
  senderId: 'system',
  clientMessageId,
  text,
  bodyHash: deps.bodyHash(['rule', text]),
});

interface Prepared {
  readonly planned: Planned;
  readonly words: readonly Words[];
}

/** Words that cannot be said any more, or not in our name, leave their step out, and the log says why. */
const prepareWords = async (
  deps: AutomationDeps,
  planned: Planned,
  state: Conversation,
): Promise<Prepared> => {
  const words: Words[] = [];
  let left = planned;
  for (const each of planned.words) {
    const said = await sayWords(deps, each, state);
    const checked =
      said === undefined || each.source.kind === 'note' ? null : deps.checkOwnWords(said);
    const wrong =
      said === undefined ? 'words_gone' : checked?.ok === false ? checked.failure.code : null;
    if (said !== undefined && wrong === null) {
      words.push(toWords(deps, each, said));
      continue;
    }
    const gone = left.steps.find(
      ({ command }) => 'messageId' in command && command.messageId === each.messageId,
    );
    left = {
      ...left,
      steps: left.steps.filter((step) => step !== gone),
      missing: [...left.missing, `${gone?.name ?? 'notice'}:${wrong ?? 'words_gone'}`],
    };
  }
  return { planned: left, words };
};

const recording =
  (conversationId: ConversationId, { rule, cause }: Due): NonNullable<CommitRequest['alsoWrite']> =>
  async (trx: Transaction, _state, logged): Promise<Outcome<null>> => {
    const last = logged.at(-1);
    if (last?.event.type !== 'rule_applied') throw new Error('a rule acted without its entry');
    const key = { conversationId, ruleId: rule.ruleId, version: rule.version, cause };
    const { actions, refused } = last.event;
    await writeApplication(trx, key, { seq: last.seq, at: last.at, actions, refused });
    return ok(null);
  };

/** Whether the steps may solve it: null where they do not, or nothing is missing; else the code that says what is. */
const unsolvable = async (
  { checkSolvable }: Pick<AutomationDeps, 'checkSolvable'>,
  trx: Transaction,
  planned: Planned,
  state: Conversation,
): Promise<string | null> => {
  const category = solvesAs(planned.steps, state);
  if (category === null || checkSolvable === undefined) return null;
  const checked = await checkSolvable(trx, { ...state, category });
  return checked.ok ? null : checked.failure.code;
};

/** Nothing is solved that misses a field: that step is left out, with the reason in the rule's record. */
const withinFields = async (
  deps: Pick<AutomationDeps, 'checkSolvable' | 'database'>,
  planned: Planned,
  state: Conversation,
): Promise<Planned> => {
  if (solvesAs(planned.steps, state) === null) return planned;
  const code = await deps.database
    .transaction()
    .execute((trx) => unsolvable(deps, trx, planned, state));
  return code === null ? planned : withoutSolving(planned, code);
};

const requestFor = (
  deps: Pick<AutomationDeps, 'checkSolvable'>,
  conversationId: ConversationId,
  due: Due,
  { planned, words }: Prepared,
): CommitRequest => {
  const [first, ...rest] = words;
  const { ruleId, version } = due.rule;
  return {
    conversationId,
    actor: { kind: 'system' },
    command: commandOf(due, planned),
    maySee: () => true,
    guard: async (trx, state) => {
      if (await wasApplied(trx, { conversationId, ruleId, version, cause: due.cause }))
        return fail('conflict', ALREADY);
      // A field was emptied since the steps were planned: they are planned again.
      const code = state === undefined ? null : await unsolvable(deps, trx, planned, state);
      return code === null ? ok(null) : fail('precondition', code);
    },
    ...(first === undefined ? {} : { words: first }),
    ...(rest.length === 0 ? {} : { cards: rest }),
    alsoWrite: recording(conversationId, due),
  };
};

/**
 * Has one rule act for one cause: once, however often it is asked. All its actions and the entry that says whose they
 * were are one commit.
 */
export const applyRule = async (
  deps: AutomationDeps,
  conversationId: ConversationId,
  asked: DuePayload,
): Promise<void> => {
  const rule = await ruleOf(deps, asked);
  if (rule === undefined) return;
  const due: Due = { rule, cause: asked.cause, chain: asked.chain };
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const state = await findConversation(deps.database, conversationId);
    if (state === undefined) return;
    const lookups = await readLookups(deps);
    const at = await databaseNow(deps.database);
    const base = `rule:${conversationId}:${rule.ruleId}:${rule.version}:${causeKey(asked.cause)}`;
    const planned = planSteps(rule.definition.actions, null, lookups, at, (index) => ({
      messageId: deps.ids.uuid() as MessageId,
      clientMessageId: `${base}:${index}`,
    }));
    const allowed = await withinFields(deps, withoutUnsaid(planned, state.status), state);
    const prepared = await prepareWords(deps, allowed, state);
    const done = await deps.committer.commit(requestFor(deps, conversationId, due, prepared));
    if (done.ok || done.failure.code === ALREADY || done.failure.class === 'not_found') return;
    deps.log.warn(
      { conversation: conversationId, rule: rule.ruleId, code: done.failure.code },
      'a rule was refused',
    );
  }
};

/** The handler of `apply_rules`: the rules of one happening, in their order. */
export const applyRules = async (
  deps: AutomationDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const conversationId = String(payload.conversationId) as ConversationId;
  // Written by this slice alone.
  for (const due of payload.due as readonly DuePayload[])
    await applyRule(deps, conversationId, due);
};
