/** One cause, many requests: opened, told once to each in their language, on the status page, and settled at the end. */
import assert from 'node:assert/strict';
import type { CustomerConversationReply } from '../../src/contract/conversation.ts';
import type { IncidentDraft } from '../../src/contract/incidents.ts';
import { LOCALES, type Locale } from '../../src/core/vocabulary.ts';
import { findingsOn } from './harness/axe.ts';
import type { Desk } from './harness/desk.ts';
import { PHONE } from './harness/devices.ts';
import type { Customer } from './harness/people.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const WORDS: Partial<Record<Locale, string>> = {
  en: 'My withdrawal of bitcoin has not arrived yet, where is it?',
  ko: '비트코인 출금이 아직 도착하지 않았어요. 확인해 주세요.',
  fr: 'Mon retrait de bitcoin n’est pas encore arrivé, où est-il ?',
};

/** Opens an incident with the catalogue's words about a coin; which requests are meant is said by their category. */
const openIncident = async (
  desk: Desk,
  about: string,
  category: 'deposit' | 'withdrawal',
): Promise<string> => {
  await desk.id('incident-new').click();
  await desk.id('incident-about').fill(about);
  await desk.id('incident-kind').selectOption(`${category}s`);
  await desk
    .id('incident-form')
    .getByLabel(desk.text(`category.${category}`), { exact: true })
    .check();
  await desk.id('words-draft').click();
  const title = desk.id('words-title');
  await until(async () => (await title.inputValue()).includes(about), 'a title from the catalogue');
  await desk.id('words-en').click();
  const inEnglish = await title.inputValue();
  await desk.id('incident-about').fill('');
  await desk.id('incident-save').click();
  await desk.id('update').waitFor();
  return inEnglish;
};

/** Fills in the catalogue's words for the stage, in every language, and says them. */
const tell = async (desk: Desk): Promise<void> => {
  await desk.id('words-draft').click();
  await until(
    async () => (await desk.id('words-text').inputValue()) !== '',
    'words from the catalogue',
  );
  await desk.id('tell-save').click();
};

/** The figure on the screen; it follows what goes on in some seconds. */
const counts = (desk: Desk, state: string, number: number): Promise<void> =>
  desk.id(`count-${state}`).getByText(String(number), { exact: true }).waitFor({ timeout: 30_000 });

/** Somebody of that language who waits for a person. */
const asks = async (world: World, locale: Locale) => {
  const user = world.user((one) => one.locale === locale);
  const customer = await world.customer({ userId: user.id, name: user.name, locale });
  return { user, id: await customer.begin('withdrawal', WORDS[locale] ?? '', locale) };
};

journey('an incident from its first words to the last customer’s yes', async (world) => {
  const { user } = await asks(world, 'en');
  await asks(world, 'ko');
  await asks(world, 'fr');
  const desk = await world.desk('ingrid', { path: '/incidents' });
  const titleInEnglish = await openIncident(desk, 'BTC', 'withdrawal');
  await desk.id('incident-attach').click();
  await desk.id('attach-look').click();
  await desk.id('attach-do').waitFor();
  if (await desk.id('attach-do').isEnabled()) await desk.id('attach-do').click();
  else await desk.page.keyboard.press('Escape');
  await counts(desk, 'attached', 3);

  // The page for everybody says so without a script, the messenger above its home.
  const plain = await (await world.context({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${world.server.origin}/status/ko`);
  await plain.locator('.status-incident').first().waitFor();
  assert.match((await plain.locator('.status-incident h2').first().textContent()) ?? '', /BTC/);
  assert.deepEqual(await findingsOn(desk.page), []);
  const messenger = await world.messenger(user);
  await messenger.ready();
  await messenger.frame.locator('.incident').first().waitFor();
  await messenger.frame.locator('.card').first().click();
  await messenger.bubble(titleInEnglish).waitFor();

  await desk.id('incident-close').click();
  await tell(desk);
  await messenger.button('incident.yes').click();
  await messenger.button('ended.reopen').waitFor();
  await counts(desk, 'settled', 1);
});

const MANY = 200;
/** Asked beside each other, as many people do. */
const AT_ONCE = 8;

const allOf = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const left = items.entries();
  const done: R[] = [];
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) done[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
};

const ASKED: Readonly<Record<Locale, string>> = {
  zh: '我的以太坊充值还没有到账，请帮我看看。',
  en: 'My deposit of ether has not arrived yet.',
  ko: '이더리움 입금이 아직 들어오지 않았어요.',
  ja: 'イーサリアムの入金がまだ届いていません。',
  fr: 'Mon dépôt d’ether n’est pas encore arrivé.',
  es: 'Mi depósito de ether todavía no ha llegado.',
  ru: 'Мой депозит в эфире ещё не пришёл.',
  ar: 'لم يصل إيداعي من الإيثر بعد.',
};

interface Asker {
  readonly customer: Customer;
  readonly id: string;
  readonly locale: Locale;
}

/** People of every language who ask the same within a minute. */
const askMany = (world: World, number: number): Promise<Asker[]> =>
  allOf(
    Array.from({ length: number }, (_, index) => index),
    async (index) => {
      const locale = LOCALES[index % LOCALES.length] ?? 'en';
      const customer = await world.customer({ userId: `many-${index}`, locale });
      const id = await customer.begin('deposit', ASKED[locale], locale);
      return { customer, id, locale };
    },
  );

/** What the system told somebody in a request, in the order in which it did. */
const noticesOf = async ({ customer, id }: Asker): Promise<readonly string[]> => {
  const reply = await customer.ask<CustomerConversationReply>('GET', `/api/conversations/${id}`);
  return reply.events.flatMap(({ event, body }) =>
    event.type === 'notice_given' ? [body?.text ?? ''] : [],
  );
};

/** Keeps whatever stands on the line of progress of the newest update. */
const watchProgress = async (desk: Desk): Promise<() => Promise<readonly string[]>> => {
  const seen = await desk.page.evaluateHandle(() => {
    const all = new Set<string>();
    const look = (): void => {
      const line = document.querySelector('[data-testid=progress]')?.textContent;
      if (line != null) all.add(line);
    };
    new MutationObserver(look).observe(document.body, {
      ...{ childList: true, subtree: true, characterData: true },
    });
    return all;
  });
  return () => seen.evaluate((all) => [...all]);
};

journey(
  'two hundred requests of one cause: attached, told once, asked, and counted',
  async (world) => {
    const [english, arabic] = [
      world.user(({ locale }) => locale === 'en'),
      world.user(({ locale }) => locale === 'ar'),
    ];
    const many = await askMany(world, MANY - 2);
    const inBrowsers = await allOf([english, arabic], async ({ id: userId, name, locale }) => {
      const customer = await world.customer({ userId, name, locale });
      return { customer, id: await customer.begin('deposit', ASKED[locale], locale), locale };
    });
    const desk = await world.desk('ingrid', { path: '/incidents', spoken: 'en' });
    const title = await openIncident(desk, 'ETH', 'deposit');
    const incidentId = new URL(desk.page.url()).pathname.split('/').at(-1);

    // Most are found by what they are about; what the incident overtook is greeted as it comes.
    await desk.id('incident-attach').click();
    await desk.id('attach-look').click();
    await desk.id('attach-do').waitFor();
    if (await desk.id('attach-do').isEnabled()) await desk.id('attach-do').click();
    else await desk.page.keyboard.press('Escape');
    await counts(desk, 'attached', MANY);

    const first = await world.messenger(english);
    await first.openFirst();
    const second = await world.messenger(arabic, PHONE);
    await second.frame.locator('.incident').first().waitFor();
    await second.openFirst();

    // One update: to all of them, each in their language, and how far it has come is shown.
    const progress = await watchProgress(desk);
    await desk.id('incident-tell').click();
    await tell(desk);
    const draft = await desk.staff.ask<IncidentDraft>(
      'GET',
      '/api/desk/incidents/drafts?kind=deposits&stage=found',
    );
    const done = desk.text('incidents.progress', { told: MANY, total: MANY });
    await desk.id('update').nth(1).waitFor();
    await desk.id('update').first().getByText(done).waitFor();
    const steps = await progress();
    assert.ok(
      steps.some((line) => line.endsWith(` of ${MANY} told`) && line !== done),
      `it was shown on its way: ${steps}`,
    );
    await first.bubble(draft.texts.en ?? '').waitFor();
    await second.bubble(draft.texts.ar ?? '').waitFor();
    for (const one of many.slice(0, LOCALES.length)) {
      const told = (await noticesOf(one)).filter((text) =>
        text.includes(draft.texts[one.locale] ?? ''),
      );
      assert.equal(told.length, 1, `${one.locale} is told once`);
    }

    // Closed: each is asked. One says no, which brings the request back to people; all others say yes.
    await desk.id('incident-close').click();
    await tell(desk);
    await first.button('incident.yes').click();
    await first.button('ended.reopen').waitFor();
    await second.button('incident.no').click();
    await second.button('incident.no').waitFor({ state: 'detached' });
    await desk.id('update').nth(2).waitFor();
    await desk.id('update').first().getByText(done).waitFor();
    await allOf(many, ({ customer, id }) =>
      customer.ask('POST', `/api/conversations/${id}/incident-answer`, {
        incidentId,
        settled: true,
      }),
    );
    await counts(desk, 'settled', MANY - 1);
    await counts(desk, 'unsettled', 1);
    await counts(desk, 'attached', 0);
    const back = inBrowsers[1]?.id ?? '';
    await until(async () => {
      const waiting = await desk.staff.rows('unassigned');
      const [only] = waiting.map(({ conversation }) => conversation);
      return waiting.length === 1 && only?.id === back && only.case.supportTier === 2;
    }, 'the one that is not settled waits for a person, a tier up');

    // The page for everybody keeps it: what it was, and each word that was said.
    const plain = await (await world.context({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${world.server.origin}/status/en`);
    await plain.locator('.status-past').getByText(title).first().click();
    await plain.locator('.status-updates li').nth(2).waitFor();
    assert.equal(await plain.locator('.status-updates li').count(), 3);
  },
);
