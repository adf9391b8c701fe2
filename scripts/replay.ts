/**
 * `npm run replay -- --data FILE [--halve] [--seed S] [--details] [--json]`: real questions, line by line `{text, lang, category,
 * urgency}`, posted by customers through the public API to a running server, while agents with skills and languages
 * take them up and answer at the desk's API. Starts its own PostgreSQL and server.
 *
 * The questions come in an order drawn by the seed: collections are often sorted. Time is compressed: an agent's eight minutes last nine seconds. Before the questions come, some of them are asked
 * and answered at leisure, so that there is a history of handling times as on any day but the first.
 *
 * Told against real: what the customer was told right after posting (GET …/queue) against the time until an agent took
 * the request up. Rows that waited less than three seconds are counted apart: told times are whole seconds. With
 * `--halve` every other agent goes on a break midway; those who wait then are told again, and that telling counts for
 * them. The first telling, which could not know, is printed as well.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { quantile, report } from '../bench/report.ts';
import { drawExponential, drawSpread, seededRandom } from '../src/core/routing/random.ts';
import type { Tier } from '../src/core/vocabulary.ts';
import { openStage } from '../test/load/stage.ts';
import { Asker, type Telling } from '../test/replay/asker.ts';
import { type Fate, judgeFate } from '../test/replay/check-answers.ts';
import { DeskAgent } from '../test/replay/desk-agent.ts';
import { makeRoster, REPLAY_TEAMS } from '../test/replay/roster.ts';
import { type Question, readQuestions, shuffle } from '../test/replay/rows.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    halve: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    folder: { type: 'string', default: '/tmp/mainstay-replay' },
    entry: { type: 'string' },
    details: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('Which questions? npm run replay -- --data FILE');

const HANDLING_MS = 9_000;
const HANDLING_SPREAD = 0.5;
const HISTORY = 48;
const HISTORY_MS = 15_000;
const MIN_WAIT_MS = 3_000;
/** After a change of staffing the estimates are made anew within this time. */
const TOLD_AGAIN_AFTER_MS = 8_000;
const GIVE_UP_MS = 240_000;

const random = seededRandom(Number(values.seed));
const startedAt = performance.now();
const say = (line: string): void =>
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} ${line}`);
const questions = shuffle(readQuestions(values.data), random);
const tierOf = (index: number): Tier =>
  index % 25 === 7 ? 'vip' : index % 12 === 5 ? 'plus' : 'standard';
const drawHandlingMs = (): number =>
  HANDLING_MS * Math.exp(HANDLING_SPREAD * drawSpread(random) - HANDLING_SPREAD ** 2 / 2);

const stage = await openStage({
  folder: values.folder,
  databasePort: 7558,
  serverPorts: [7557],
  people: makeRoster(questions),
  teams: REPLAY_TEAMS,
  ...(values.entry === undefined ? {} : { entry: values.entry }),
  say,
});

const base = stage.servers[0]?.base ?? '';

const openAskers = async (list: readonly Question[], prefix: string): Promise<readonly Asker[]> => {
  const askers = list.map((question, index) => new Asker(base, question, tierOf(index)));
  const { exchange } = stage.installation;
  await Promise.all(askers.map((asker, index) => asker.open(exchange, `${prefix}-${index}`)));
  return askers;
};

/** Posts them within about that time, at random moments, in their order. */
const postAll = async (askers: readonly Asker[], withinMs: number): Promise<void> => {
  const posts: Promise<void>[] = [];
  for (const asker of askers) {
    await sleep(drawExponential(withinMs / askers.length, random));
    posts.push(asker.post());
  }
  await Promise.all(posts);
};

const isAnswered = (agents: readonly DeskAgent[], count: number): boolean =>
  agents.reduce((sum, agent) => sum + agent.answered, 0) >= count;

const waitForAnswers = async (agents: readonly DeskAgent[], count: number): Promise<void> => {
  const until = performance.now() + GIVE_UP_MS;
  while (!isAnswered(agents, count) && performance.now() < until) await sleep(200);
};

/** Every other agent leaves; returns when those who still wait have been told again. */
const halveStaff = async (
  agents: readonly DeskAgent[],
  askers: readonly Asker[],
): Promise<number> => {
  const leaving = agents.filter((_agent, index) => index % 2 === 1);
  await Promise.all(leaving.map((agent) => agent.setStatus('on_break')));
  say(`${leaving.length} of ${agents.length} agents go on a break`);
  const at = Date.now();
  await sleep(TOLD_AGAIN_AFTER_MS);
  await Promise.all(
    askers.filter(({ tellings }) => tellings.length > 0).map((asker) => asker.look()),
  );
  return at;
};

const relativeError = (
  telling: Telling | undefined,
  takenAt: number | null,
): number | undefined => {
  if (telling === undefined || takenAt === null) return undefined;
  const real = takenAt - telling.at;
  if (real < MIN_WAIT_MS) return undefined;
  return telling.etaMs === null ? Number.POSITIVE_INFINITY : Math.abs(telling.etaMs - real) / real;
};

const errorsOf = (
  fates: readonly Fate[],
  pick: (tellings: readonly Telling[]) => Telling | undefined,
): readonly number[] =>
  fates.flatMap(({ asker, takenAt }) => relativeError(pick(asker.tellings), takenAt) ?? []);

/** Those who were told that they would wait and were served at once, or nearly. */
const countBriefly = (fates: readonly Fate[]): number =>
  fates.filter(
    ({ asker: { tellings }, takenAt }) =>
      takenAt !== null && (tellings[0] === undefined || takenAt - tellings[0].at < MIN_WAIT_MS),
  ).length;

/** One line for each question: when asked, when taken up, and what was told when, in seconds from the first question. */
const printDetails = (fates: readonly Fate[]): void => {
  const from = Math.min(...fates.map(({ asker }) => asker.askedAt));
  const at = (ms: number | null): string => (ms === null ? '-' : ((ms - from) / 1_000).toFixed(1));
  for (const { asker, takenAt } of fates) {
    const { category, locale } = asker.question;
    const told = asker.tellings.map(
      (one) => `${at(one.at)}:${one.etaMs === null ? '-' : at(one.at + one.etaMs)}`,
    );
    console.log(
      `${category} ${locale} ${asker.tier} asked ${at(asker.askedAt)} taken ${at(takenAt)} told ${told.join(' ')}`,
    );
  }
};

const printGroups = (fates: readonly Fate[]): void => {
  const groups = Map.groupBy(fates, ({ asker }) => asker.question.category);
  for (const [category, list] of groups) {
    const waits = list.flatMap(({ asker, takenAt }) =>
      takenAt === null ? [] : [(takenAt - asker.askedAt) / 1_000],
    );
    const relaxed = list.filter((fate) => fate.relaxed !== 'exact').length;
    console.log(
      `${category.padEnd(13)} ${String(list.length).padStart(4)} asked  wait p50 ${quantile(waits, 0.5).toFixed(1)} s  p90 ${quantile(waits, 0.9).toFixed(1)} s  relaxed ${relaxed}`,
    );
  }
};

try {
  say(`${questions.length} questions, ${stage.accounts.length} agents; signing in`);
  const agents = await Promise.all(
    stage.accounts.map(
      async (account) =>
        new DeskAgent({ base, account, as: await stage.signIn(account), drawHandlingMs }),
    ),
  );
  await Promise.all(agents.map((agent) => agent.begin()));
  const history = await openAskers(questions.slice(0, HISTORY), 'history');
  const askers = await openAskers(questions, 'asker');
  say('making a history');
  await postAll(history, HISTORY_MS);
  await waitForAnswers(agents, history.length);
  say('asking');
  const postMs = Number(values.seconds) * 1_000;
  const posting = postAll(askers, postMs);
  let halvedAt = Number.POSITIVE_INFINITY;
  if (values.halve) {
    await sleep(postMs / 2);
    halvedAt = await halveStaff(agents, askers);
  }
  await posting;
  say('all asked; waiting for answers');
  await waitForAnswers(agents, history.length + askers.length);
  await sleep(500);
  const fates = await Promise.all(
    askers.map(async (asker) => judgeFate(asker, await asker.readLog(), stage.accounts)),
  );
  for (const agent of agents) agent.end();
  if (values.details) printDetails(fates);
  printGroups(fates);
  for (const { asker, problem } of fates)
    if (problem !== undefined)
      console.log(
        `${asker.conversationId} (${asker.question.category}, ${asker.question.locale}): ${problem}`,
      );
  for (const problem of agents.flatMap((agent) => agent.problems)) console.log(problem);
  const waits = fates.flatMap(({ asker, takenAt }) =>
    takenAt === null ? [] : [(takenAt - asker.askedAt) / 1_000],
  );
  const counting = errorsOf(
    fates,
    (tellings) => tellings.findLast(({ at }) => at >= halvedAt) ?? tellings[0],
  );
  const first = errorsOf(fates, (tellings) => tellings[0]);
  report({
    suite: 'replay',
    figures: {
      questions_count: questions.length,
      agents_count: agents.length,
      answered_once_count: fates.filter(({ answers }) => answers === 1).length,
      not_as_documented_count: fates.filter(({ problem }) => problem !== undefined).length,
      relaxed_count: fates.filter(({ relaxed }) => relaxed !== 'exact').length,
      wait_p50_s: quantile(waits, 0.5),
      wait_p90_s: quantile(waits, 0.9),
      wait_max_s: Math.max(...waits),
      waited_count: counting.length,
      served_almost_at_once_count: countBriefly(fates),
      told_error_p50_ratio: quantile(counting, 0.5),
      told_error_p80_ratio: quantile(counting, 0.8),
      first_told_error_p80_ratio: quantile(first, 0.8),
    },
    goals: {
      answered_once_count: { op: '>=', value: questions.length },
      not_as_documented_count: { op: '<=', value: 0 },
      told_error_p80_ratio: { op: '<=', value: 0.35 },
    },
    json: values.json,
  });
} finally {
  await stage.close();
}
process.exit();
