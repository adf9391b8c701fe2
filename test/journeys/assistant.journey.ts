/** The first answer: from articles, with its source, in eight languages; and the ways from it to a person. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { CustomerConversationReply } from '../../src/contract/conversation.ts';
import type { Article } from '../../src/contract/help.ts';
import type { WireEvent } from '../../src/contract/live.ts';
import type { AssistantReply } from '../../src/core/assistant/reply.ts';
import { LOCALES, type Locale } from '../../src/core/vocabulary.ts';
import type { Messenger } from './harness/messenger.ts';
import type { Customer } from './harness/people.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

/** What an article answers, and nobody's account has to be looked at for. */
const GENERAL = 'withdrawal-fees-and-minimums';
/** An edited article is quoted within this. */
const QUOTED_WITHIN_MS = 5_000;

const messengerIn = (world: World, locale: Locale): Promise<Messenger> =>
  world.messenger(world.user((user) => user.locale === locale));

interface Spoken {
  readonly reply: AssistantReply;
  readonly words: string;
}

/** What the assistant answers first to words of somebody new, by the API. */
const firstReplyTo = async (customer: Customer, words: string): Promise<Spoken> => {
  const id = await customer.askAssistant(words);
  let spoken: Spoken | undefined;
  await until(async () => {
    const path = `/api/conversations/${id}`;
    const { events } = await customer.ask<CustomerConversationReply>('GET', path);
    for (const { event, body } of events as unknown as readonly WireEvent[]) {
      if (event.type === 'assistant_replied')
        spoken = { reply: event.reply, words: body?.text ?? '' };
    }
    return spoken !== undefined;
  }, 'the assistant has answered');
  assert.ok(spoken !== undefined);
  return spoken;
};

/** Words so short that several articles fit them alike; which ones do is learnt anew with every change of the articles. */
const VAGUE = [
  'minimum',
  'statement',
  'scam',
  'fake',
  'address book',
  'export',
  'my name',
  'phone number',
  'order types',
  'yearly documents',
  'verification',
  'withdrawal',
  'deposit',
  'my order',
  'bank',
  'authenticator',
  'withdrawal address',
  'account documents',
  'deposit network',
  'api keys',
];

const findVague = async (world: World): Promise<string> => {
  const customer = await world.customer({ userId: 'few-words', name: 'Few Words' });
  for (const words of VAGUE) {
    if ((await firstReplyTo(customer, words)).reply.kind === 'clarify') return words;
  }
  throw new Error('the assistant asks back to none of the vague questions');
};

for (const locale of LOCALES) {
  journey(`a first answer with its source, opened in place (${locale})`, async (world) => {
    const messenger = await messengerIn(world, locale);
    const title = world.titleOf(locale, GENERAL);
    // As one types: the article itself.
    await messenger.frame.locator('.ask input').fill(title);
    await messenger.frame.locator('.hit', { hasText: title }).first().waitFor();

    await messenger.button('ask.send').click();
    const answer = messenger.assistant(messenger.text('assistant.name')).first();
    await answer.locator('.source', { hasText: GENERAL }).waitFor();
    assert.ok(((await answer.locator('.words').first().textContent()) ?? '').length > 20);
    assert.equal(
      await answer.locator('.bubble').evaluate((element) => getComputedStyle(element).direction),
      locale === 'ar' ? 'rtl' : 'ltr',
    );
    await answer.locator('.source').click();
    await messenger.frame.locator('.article-title', { hasText: title }).waitFor();
    await messenger.frame.locator('.article p, .article li').first().waitFor();
    await messenger.button('article.back_to_chat').click();
    // The question is still open, and a person one tap away.
    await messenger.judgement.waitFor();
    await messenger.person.waitFor();
  });
}

journey(
  'a question that may mean several things, an answer, settled without a person',
  async (world) => {
    const messenger = await messengerIn(world, 'en');
    await messenger.askOutright(await findVague(world));
    const options = messenger.frame.locator('.option');
    await options.first().waitFor();
    const offered = await options.count();
    assert.ok(offered === 2 || offered === 3, `${offered} options`);
    const chosen = (await options.first().textContent()) ?? '';
    await options.first().click();
    await messenger.message(chosen).and(messenger.frame.locator('.own')).first().waitFor();
    await messenger.assistant().locator('.source', { hasText: chosen }).waitFor();
    await options.first().waitFor({ state: 'detached' });

    await messenger.judgement
      .getByRole('button', { name: messenger.text('assistant.yes') })
      .click();
    await messenger.frame.getByText(messenger.text('event.settled')).waitFor();
    await messenger.button('ended.reopen').waitFor();
    assert.equal(await messenger.person.count(), 0, 'nothing more to ask of the assistant');
    const desk = await world.staff('ingrid');
    const number = await messenger.frame.locator('.header .number').textContent();
    const row = (await desk.rows()).find(({ conversation }) => conversation.number === number);
    assert.equal(row?.conversation.status, 'solved');
    assert.equal(row.conversation.queuedAt, null, 'nobody was kept waiting for');
    assert.equal(row.conversation.firstResponseAt, null, 'no person has answered');
  },
);

journey('not settled: the right agent, with a summary of what was tried', async (world) => {
  const [desk, other, messenger] = await Promise.all([
    world.desk('mei'),
    world.desk('pavel'),
    messengerIn(world, 'zh'),
  ]);
  await Promise.all([desk.onDuty(), other.onDuty()]);
  const question = world.titleOf('zh', GENERAL);
  await messenger.askOutright(question);
  await messenger.judgement.waitFor();
  assert.equal(await desk.offer.count(), 0, 'nobody is asked while the assistant answers');

  await messenger.judgement
    .getByRole('button', { name: messenger.text('assistant.no'), exact: true })
    .click();
  await messenger.frame.getByText(messenger.text('event.handed_over')).waitFor();
  await desk.accept();
  assert.equal(await other.offer.count(), 0, 'nobody else is asked');
  const summary = (await desk.id('handover-summary').first().textContent()) ?? '';
  assert.ok(summary.includes(question), `the question stands in: ${summary}`);
  const title = world.titleOf(desk.staff.locale, GENERAL);
  assert.ok(
    summary.includes(title) || summary.includes(GENERAL) || summary.includes(question),
    `the article that was tried stands in: ${summary}`,
  );
  await messenger.frame.locator('.header .avatar').waitFor();
});

journey('an emergency in Korean goes before everybody, with what to do now', async (world) => {
  const patient = await world.customer({ userId: 'patient-3', name: 'Patient Three', tier: 'vip' });
  const patientId = await patient.begin('other', 'A question that can wait.');
  const messenger = await messengerIn(world, 'ko');
  const words = '누군가 제 계정에 들어와서 코인을 빼갔어요';
  await messenger.askOutright(words);
  const urgent = messenger.frame.locator('.bubble.urgent');
  await urgent.getByText(messenger.text('assistant.urgent')).waitFor();
  await urgent.locator('.icon').first().waitFor();
  assert.equal(await messenger.frame.locator('.source').count(), 0, 'no article to read first');
  await messenger.frame.locator('.queue-place strong').filter({ hasText: /^1$/ }).waitFor();

  const desk = await world.desk('ingrid', { path: '/queue' });
  await desk.id('queue-row').nth(1).waitFor();
  const order = await desk
    .id('queue-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-conversation-id')));
  assert.equal(order.at(-1), patientId, 'who asked something else is behind');
  assert.equal(await desk.id('security-count').textContent(), '1');
  const row = (await desk.staff.rows()).find(({ conversation }) => conversation.id === order[0]);
  assert.equal(row?.conversation.category, 'security');
  assert.equal(row.conversation.priority, 'urgent');
});

journey('a person is never interrupted by the assistant', async (world) => {
  const [desk, messenger] = await Promise.all([world.desk('mei'), messengerIn(world, 'zh')]);
  await desk.onDuty();
  await messenger.askOutright(world.titleOf('zh', GENERAL));
  await messenger.judgement.waitFor();
  await messenger.person.click();
  await desk.accept();
  await messenger.person.waitFor({ state: 'detached' });
  await messenger.frame.locator('.header .avatar').waitFor();
  const before = await messenger.assistant().count();

  // A question that the assistant could answer at once.
  const question = world.titleOf('zh', 'yearly-statement');
  await messenger.write(question);
  await desk.message(question).waitFor();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await desk.reply('请稍等，我来为您查看。');
  await messenger.message('请稍等，我来为您查看。').waitFor();
  assert.equal(await messenger.assistant().count(), before, 'only the person has answered');
});

journey('an edited article is quoted in its new version within five seconds', async (world) => {
  const articleId = 'yearly-statement';
  const file = world.article('en', articleId);
  const text = readFileSync(file, 'utf8');
  const customer = await world.customer({ userId: 'reads-news', name: 'Reads News' });
  const read = (): Promise<Article> =>
    customer.ask<Article>('GET', `/api/help/articles/${articleId}?locale=en`);
  const { version } = await read();
  const news = 'On Sundays the desk plays the tuba for makers.';
  const quoted = async (): Promise<boolean> => {
    const { reply, words } = await firstReplyTo(customer, world.titleOf('en', articleId));
    return reply.kind === 'answer' && reply.article.version === version + 1 && words.includes(news);
  };
  try {
    assert.equal(await quoted(), false);
    writeFileSync(file, text.replace(/\n---\n/, `\n---\n${news} `));
    const editedAt = Date.now();
    await until(quoted, 'the new words are quoted', QUOTED_WITHIN_MS);
    assert.ok(Date.now() - editedAt <= QUOTED_WITHIN_MS);

    const messenger = await messengerIn(world, 'en');
    await messenger.askOutright(world.titleOf('en', articleId));
    await messenger
      .assistant(news)
      .locator('.source', { hasText: `v${version + 1}` })
      .waitFor();
  } finally {
    writeFileSync(file, text);
    await until(
      async () => (await read()).version === version + 2,
      'the article is as it was',
      2 * QUOTED_WITHIN_MS,
    );
  }
});
