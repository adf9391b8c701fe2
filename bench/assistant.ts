/**
 * `npm run bench -- assistant [--json] [--seconds N]`: customers open requests at 50 a second while others chat at 200
 * messages a second. Starts PostgreSQL (durable) and one server with the assistant on, in processes of their own. Prints
 * the time from a customer's request to the assistant's first words on that customer's line. The questions are the ways
 * of asking that stand in the articles, in all locales.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { LOCALES } from '../src/core/vocabulary.ts';
import { AskLoad, type Question } from '../test/load/ask-load.ts';
import { ChatLoad } from '../test/load/chat-load.ts';
import { openPairs } from '../test/load/pairs.ts';
import { openStage } from '../test/load/stage.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    seconds: { type: 'string', default: '10' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-assistant' },
    profile: { type: 'string' },
  },
  allowPositionals: true,
});

const ARTICLES = join(import.meta.dirname, '../content/articles');
const AGENTS = 10;
const PAIRS = 20;
const ASKERS = 50;
const QUESTIONS_PER_SECOND = 50;
const MESSAGES_PER_SECOND = 200;
const WARM_MS = 2_000;
const forMs = Number(values.seconds) * 1_000;
const say = (line: string): void => console.error(line);

const asksOf = (locale: (typeof LOCALES)[number]): readonly Question[] =>
  readdirSync(join(ARTICLES, locale)).flatMap((file) => {
    const [, head = ''] = readFileSync(join(ARTICLES, locale, file), 'utf8').split('---\n');
    const { asks } = parse(head) as { asks: readonly unknown[] };
    return asks.map((ask) => ({ locale, text: String(ask) }));
  });

/** One of each locale in turn. */
const mixQuestions = (): readonly Question[] => {
  const byLocale = LOCALES.map(asksOf);
  return Array.from({ length: 2_000 }, (_, index) => {
    const asks = byLocale[index % byLocale.length] ?? [];
    return asks[Math.floor(index / byLocale.length) % asks.length] as Question;
  });
};

const stage = await openStage({
  folder: values.folder,
  databasePort: 7549,
  serverPorts: [7543],
  people: Array.from({ length: AGENTS }, (_, index) => ({
    name: `Agent${index + 1}`,
    teamIds: ['general'],
    capacityUnits: 50,
  })),
  settings: { MAINSTAY_ASSISTANT: 'on' },
  ...(values.profile === undefined
    ? {}
    : { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] }),
  say,
});

try {
  let load: ChatLoad | undefined;
  say(`opening ${PAIRS} conversations`);
  const pairs = await openPairs(stage, PAIRS, {
    onFrame: (_conversation, kind, frame) => load?.onFrame(kind, frame),
    onClosed: () => undefined,
  });
  load = new ChatLoad(pairs);
  const asking = await AskLoad.open(stage, ASKERS);
  say('waiting for the models');
  await asking.run(1, 0, 15_000, mixQuestions());
  say(`${QUESTIONS_PER_SECOND} questions/s beside ${MESSAGES_PER_SECOND} messages/s`);
  await Promise.all([
    load.openLoop(MESSAGES_PER_SECOND, WARM_MS, forMs),
    asking.run(QUESTIONS_PER_SECOND, WARM_MS, forMs, mixQuestions()),
  ]);
  const { answerMs, kinds } = asking;
  report({
    suite: 'assistant',
    figures: {
      first_answer_p50_ms: quantile(answerMs, 0.5),
      first_answer_p95_ms: quantile(answerMs, 0.95),
      first_answer_p99_ms: quantile(answerMs, 0.99),
      first_answer_count: answerMs.length,
      chat_delivered_p50_ms: quantile(load.deliveryMs, 0.5),
      chat_delivered_p99_ms: quantile(load.deliveryMs, 0.99),
      unanswered_count: asking.unanswered,
      refused_count: asking.refused + load.refused,
      ...Object.fromEntries([...kinds].map(([kind, count]) => [`${kind}_count`, count])),
    },
    goals: {
      first_answer_p95_ms: { op: '<=', value: 50 },
      unanswered_count: { op: '<=', value: 0 },
      refused_count: { op: '<=', value: 0 },
    },
    json: values.json,
  });
  if (values.profile !== undefined) await stage.servers[0]?.end('SIGTERM');
} finally {
  await stage.close();
}
process.exit();
