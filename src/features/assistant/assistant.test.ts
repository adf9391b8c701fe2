import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { addCustomer, contentOf, conversationWorld } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { fakeKnowledge } from '../../../test/fakes/knowledge.ts';
import { fakeUnderstanding } from '../../../test/fakes/understanding.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import type { Database } from '../../ports/database.ts';
import {
  findConversation,
  readTalk,
  sendAsCustomer,
  startConversation,
} from '../conversation/index.ts';
import { askPerson } from './ask-person.ts';
import { chooseOption } from './choose-option.ts';
import type { AssistantDeps } from './deps.ts';
import { createAssistant, triage } from './index.ts';
import { judgeAnswer } from './judge-answer.ts';
import { readResults } from './read-results.ts';
import { listTurns } from './store.ts';

const silentLog = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
const TEXTS = openTexts(join(import.meta.dirname, '../../../content/texts/server'));

const ARTICLES = () => [
  { id: 'deposit-late', text: 'Look into the history first.', scores: { deposit: 0.9, coin: 0.4 } },
  { id: 'deposit-small', text: 'There is a minimum.', scores: { coin: 0.5 } },
  { id: 'deposit-time', text: 'Seven minutes.', scores: { 'deposit\nand how long': 0.95 } },
];

const openWorld = async (database: Database, onDuty: readonly Locale[] = ['en', 'ko']) => {
  const world = conversationWorld(database);
  const understanding = fakeUnderstanding({
    thief: { emergency: 'account_entered', emergencyScore: 1 },
    human: { manner: 'person' },
    hello: { manner: 'greeting' },
    seed_phrase: { emergency: 'secret_given', emergencyScore: 1 },
  });
  const deps: AssistantDeps = {
    ...world,
    understanding,
    knowledge: fakeKnowledge(ARTICLES()),
    texts: TEXTS,
    metrics: createMetrics({ processMetrics: false }),
    log: silentLog as unknown as AssistantDeps['log'],
    selfService: {
      isOffered: () => false,
      answer: () => Promise.reject(new Error('no tool is offered')),
      answerStep: () => Promise.reject(new Error('no tool is offered')),
    },
    localesOnDuty: async () => onDuty,
  };
  const assistant = createAssistant(deps);
  const customerId = await addCustomer(database);
  const conversations = {
    ...world,
    triage: (asked: Parameters<typeof triage>[1]) => triage(deps, asked),
  };
  const start = async (text: string) => {
    const started = await startConversation(
      conversations,
      { customerId, kind: 'customer', tier: 'standard' },
      { ...contentOf(text), locale: 'en' },
    );
    assert.ok(started.ok);
    const { id } = started.value.state;
    await assistant.takeTurn(id, 2);
    return id;
  };
  const say = async (id: ConversationId, text: string) => {
    const sent = await sendAsCustomer(world, customerId, id, contentOf(text));
    assert.ok(sent.ok);
    const { lastCustomerSeq } = sent.value.state;
    await assistant.takeTurn(id, lastCustomerSeq);
    return lastCustomerSeq;
  };
  return { deps, world, assistant, customerId, start, say };
};

const stateOf = async (deps: AssistantDeps, id: ConversationId) => {
  const state = await findConversation(deps.database, id);
  assert.ok(state !== undefined);
  return state;
};

const replies = async (deps: AssistantDeps, id: ConversationId) =>
  (await readTalk(deps, id, 50)).flatMap(({ logged, text }) =>
    logged.event.type === 'assistant_replied' ? [{ ...logged.event.reply, text }] : [],
  );

const judge = async (
  deps: AssistantDeps,
  customerId: CustomerId,
  id: ConversationId,
  settled: boolean,
) => {
  const turnId = (await stateOf(deps, id)).assistant?.openTurnId ?? '';
  return judgeAnswer(deps, customerId, id, { turnId, settled });
};

describe('the assistant', () => {
  it('answers from the article that fits, and a yes settles it', async () =>
    withTestDatabase(async (database) => {
      const { deps, customerId, start } = await openWorld(database);
      const id = await start('where is my deposit');
      const [reply] = await replies(deps, id);
      assert.ok(reply?.kind === 'answer');
      assert.equal(reply.article.articleId, 'deposit-late');
      assert.equal(reply.text, 'Look into the history first.');
      assert.equal((await stateOf(deps, id)).queuedAt, null);
      assert.ok((await judge(deps, customerId, id, true)).ok);
      assert.equal((await stateOf(deps, id)).status, 'solved');
      const [turn] = await listTurns(database, id);
      assert.equal(turn?.reason, 'sure_answer');
      assert.equal(turn?.judged, true);
      const results = await readResults(database, 30);
      assert.deepEqual([results.started, results.settling, results.settled], [1, 1, 0]);
    }));

  it('does not take the marker of a destroyed secret for words', async () =>
    withTestDatabase(async (database) => {
      const { deps, start, say } = await openWorld(database);
      const id = await start('⟦secret:seed_phrase⟧');
      assert.equal((await replies(deps, id))[0]?.kind, 'word');
      await say(id, '⟦secret:seed_phrase⟧ where is my deposit');
      assert.equal((await replies(deps, id)).at(-1)?.kind, 'answer');
      assert.equal((await stateOf(deps, id)).priority, 'normal');
    }));

  it('says nothing twice when a turn is tried again', async () =>
    withTestDatabase(async (database) => {
      const { deps, assistant, start } = await openWorld(database);
      const id = await start('where is my deposit');
      await assistant.takeTurn(id, 2);
      assert.equal((await replies(deps, id)).length, 1);
    }));

  it('hands over when it was not settled, with a summary that staff can read', async () =>
    withTestDatabase(async (database) => {
      const { deps, assistant, customerId, start } = await openWorld(database);
      const id = await start('where is my deposit');
      const judged = await judge(deps, customerId, id, false);
      assert.ok(judged.ok);
      await assistant.takeTurn(id, judged.value.state.lastSeq);
      const state = await stateOf(deps, id);
      assert.ok(state.queuedAt !== null && state.assistant?.active === false);
      const said = await replies(deps, id);
      assert.equal(said.at(-1)?.kind, 'handover');
      // Somebody still owes the customer an answer.
      assert.equal(state.lastMessageBy, 'customer');
    }));

  it('asks back between two that may fit, and answers with the one that is tapped', async () =>
    withTestDatabase(async (database) => {
      const { deps, assistant, customerId, start } = await openWorld(database);
      const id = await start('something about my coin please help');
      const [asked] = await replies(deps, id);
      assert.ok(asked?.kind === 'clarify');
      assert.deepEqual(
        asked.options.map(({ articleId }) => articleId),
        ['deposit-small', 'deposit-late'],
      );
      const chosen = await chooseOption(deps, customerId, id, {
        clientMessageId: 'choice-0001',
        articleId: 'deposit-small',
      });
      assert.ok(chosen.ok);
      await assistant.takeTurn(id, chosen.value.state.lastCustomerSeq);
      const last = (await replies(deps, id)).at(-1);
      assert.ok(last?.kind === 'answer' && last.article.articleId === 'deposit-small');
      const again = await chooseOption(deps, customerId, id, {
        clientMessageId: 'choice-0002',
        articleId: 'deposit-late',
      });
      assert.ok(!again.ok && again.failure.code === 'option_not_offered');
    }));

  it('puts an emergency before all others at once, and says what to do now', async () =>
    withTestDatabase(async (database) => {
      const { deps, start } = await openWorld(database);
      const id = await start('a thief is in my account');
      const state = await stateOf(deps, id);
      assert.deepEqual([state.category, state.priority], ['security', 'urgent']);
      assert.ok(state.queuedAt !== null && state.assistant === null);
      const [reply, ...more] = await replies(deps, id);
      assert.ok(reply?.kind === 'handover' && reply.emergency === 'account_entered');
      assert.match(reply.text, /Lock your account now/);
      assert.equal(more.length, 0);
    }));

  it('raises an emergency that comes up while answering or waiting, once', async () =>
    withTestDatabase(async (database) => {
      const { deps, start, say } = await openWorld(database);
      const id = await start('where is my deposit');
      await say(id, 'wait, a thief is in there');
      assert.equal((await stateOf(deps, id)).priority, 'urgent');
      await say(id, 'the thief sells everything');
      const handovers = (await replies(deps, id)).filter(({ kind }) => kind === 'handover');
      assert.equal(handovers.length, 1);
    }));

  it('raises an emergency of somebody who waits for a person', async () =>
    withTestDatabase(async (database) => {
      const { deps, start, say } = await openWorld(database);
      const id = await start('a human please');
      assert.equal((await stateOf(deps, id)).assistant, null);
      await say(id, 'hurry, a thief is in there');
      const state = await stateOf(deps, id);
      assert.deepEqual([state.category, state.priority], ['security', 'urgent']);
      assert.ok(state.queuedAt !== null);
      assert.equal((await replies(deps, id)).at(-1)?.kind, 'handover');
    }));

  it('never talks over a person', async () =>
    withTestDatabase(async (database) => {
      const { deps, world, start, say } = await openWorld(database);
      const id = await start('a human please');
      const agent = { id: 'agent-1', name: 'Ana', badge: 'A1' } as never;
      await world.committer.commit({
        conversationId: id,
        actor: { kind: 'system' },
        command: { type: 'assign', agent, via: 'matcher' },
        maySee: () => true,
      });
      await world.committer.commit({
        conversationId: id,
        actor: { kind: 'agent', id: 'agent-1' as never },
        command: { type: 'accept', agent: { ...(agent as object), leads: false } as never },
        maySee: () => true,
      });
      const before = (await replies(deps, id)).length;
      await say(id, 'where is my deposit');
      await say(id, 'a thief!');
      assert.equal((await replies(deps, id)).length, before);
    }));

  it('does not repeat an article: asked the same again, a person comes', async () =>
    withTestDatabase(async (database) => {
      const { deps, start, say } = await openWorld(database);
      const id = await start('where is my deposit');
      await say(id, 'yes but where is my deposit');
      const [turn] = (await listTurns(database, id)).slice(-1);
      assert.equal(turn?.reason, 'repeated');
      assert.ok((await stateOf(deps, id)).queuedAt !== null);
    }));

  it('reads a word that says little together with what was asked before', async () =>
    withTestDatabase(async (database) => {
      const { deps, start, say } = await openWorld(database);
      const id = await start('where is my deposit');
      await say(id, 'and how long?');
      const last = (await replies(deps, id)).at(-1);
      assert.ok(last?.kind === 'answer' && last.article.articleId === 'deposit-time');
    }));

  it('gives way to whoever asks for a person, and outside hours says so', async () =>
    withTestDatabase(async (database) => {
      const { deps, customerId, start } = await openWorld(database, []);
      const id = await start('hello');
      assert.equal((await replies(deps, id))[0]?.kind, 'word');
      assert.ok((await askPerson(deps, customerId, id)).ok);
      const last = (await replies(deps, id)).at(-1);
      assert.ok(last?.kind === 'handover' && !last.staffed);
      assert.ok(last.text.includes((await stateOf(deps, id)).number));
      assert.ok(!(await askPerson(deps, 'somebody-else' as CustomerId, id)).ok);
    }));

  it('a matter that nobody came back to rests, and is not counted as settled', async () =>
    withTestDatabase(async (database) => {
      const { deps, assistant, start } = await openWorld(database);
      const id = await start('where is my deposit');
      await assistant.letRest(id);
      assert.equal((await stateOf(deps, id)).status, 'open');
    }));
});
