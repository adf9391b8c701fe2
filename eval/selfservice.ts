/**
 * `npm run eval -- selfservice [--quick] [--scene NAME] [--show] [--list] [--json]`: every scene of the demo exchange,
 * played on real nodes for several customers with amounts of their own, and then asked about in eight languages with
 * eight phrasings each. The product, the demo exchange and its nodes are processes of their own (nine ports from 7491
 * on, or from MAINSTAY_EVAL_PORT). What the assistant finds must be what ledger and chain say, read by us past the
 * product; every figure in its words must stand in their answers or follow from them. A scene is played once for each of
 * its varieties, and all languages and phrasings ask about that. --quick asks once in each language, of the first
 * variety. --show prints what went wrong.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { LOCALES, type Locale } from '../src/core/vocabulary.ts';
import { Asker, type Outcome } from './selfservice-ask-world.ts';
import {
  type Facts,
  type Kind,
  looksTakenOver,
  readFacts,
  spokenOf,
} from './selfservice-facts-world.ts';
import { allow, inventedIn, nothingAllowed, toldFacts } from './selfservice-figures-world.ts';
import { rightCodes } from './selfservice-oracle-world.ts';
import { customers, phrasesOf } from './selfservice-phrases-world.ts';
import { type PlayedScene, SCENES } from './selfservice-scenes-world.ts';
import { openWorld, type World } from './selfservice-stage-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    scene: { type: 'string' },
    quick: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});

const AT_ONCE = 8;
const PHRASINGS = 8;
const BLOCK_SECONDS = { ethereum: 6, bitcoin: 45 };
const say = (line: string): void => console.error(line);

const scenes = SCENES.filter(({ name }) => args.scene === undefined || name === args.scene).map(
  (scene) => (args.quick ? { ...scene, varieties: scene.varieties.slice(0, 1) } : scene),
);
const phrasings = args.quick ? 1 : PHRASINGS;
for (const { name, varieties } of scenes)
  say(
    `${name.padEnd(22)} ${varieties.length} × ${LOCALES.length} languages × ${phrasings} phrasings`,
  );
if (args.list) process.exit();

interface Played {
  readonly scene: PlayedScene;
  readonly userId: string;
  readonly kind: Kind;
  readonly id: string;
  readonly txid: string | null;
  readonly amount: string;
  readonly asset: string;
}

interface Tally {
  asked: number;
  right: number;
  invented: number;
  wrong: number;
  unanswered: number;
  readonly codes: Map<string, number>;
}
const tallies = new Map<string, Tally>();
const tallyOf = (name: string): Tally => {
  const tally = tallies.get(name) ?? {
    asked: 0,
    right: 0,
    invented: 0,
    wrong: 0,
    unanswered: 0,
    codes: new Map(),
  };
  tallies.set(name, tally);
  return tally;
};

/** Customers by turns, so that nobody has more of a kind than a choice can show. */
let turn = 0;
const nextUser = (): string => customers[turn++ % customers.length]?.id ?? '';

const play = async (
  world: World,
  scene: PlayedScene,
  variety: PlayedScene['varieties'][number],
): Promise<Played> => {
  const userId = nextUser();
  const ids = await world.playScene(scene.path, { user: userId, ...variety });
  const kind: Kind = scene.asksAbout === 'takeover' ? 'withdrawal' : scene.asksAbout;
  const id = ids[scene.id];
  if (id === undefined || id === null) throw new Error(`${scene.name}: no ${scene.id}`);
  const facts = await readFacts(world, userId, kind, id);
  const thing = facts.deposit ?? facts.withdrawal;
  return {
    ...{ scene, userId, kind, id },
    txid: facts.deposit?.txid ?? facts.withdrawal?.txids.at(-1) ?? null,
    amount: thing?.amount ?? facts.order?.quantity ?? '',
    asset: thing?.asset ?? facts.order?.pair.split('-')[0] ?? '',
  };
};

/** Some only ask; some name the amount; some give the transaction's id. */
const wordsFor = (
  played: Played,
  of: Locale,
  text: string,
  index: number,
): { readonly text: string; readonly names: boolean } => {
  const { kind, amount, asset, txid, scene } = played;
  if (scene.asksAbout === 'takeover' || kind === 'restriction') return { text, names: false };
  const detail = (about: string): string =>
    (phrasesOf(about, of)[0] ?? '')
      .replace('{amount}', amount)
      .replace('{asset}', asset)
      .replace('{txid}', txid ?? '');
  if (index % 4 === 1) return { text: `${text} ${detail('detail_amount')}`, names: true };
  if (index % 4 === 3 && kind !== 'order' && txid !== null)
    return { text: `${text} ${detail('detail_txid')}`, names: true };
  return { text, names: false };
};

const TIMED =
  /^(in_mempool|confirming|reorganised|sent_in_mempool|sent_confirming|sent_reorganised)$/;
const problems: string[] = [];
const unplayed: string[] = [];
const note = (played: Played, of: Locale, text: string, what: string): void => {
  problems.push(`${played.scene.name} ${of}: ${what}${args.show ? `\n    asked: ${text}` : ''}`);
};

const checkTakeover = async (
  world: World,
  played: Played,
  { reply, failure }: Outcome,
  tell: (what: string) => void,
): Promise<boolean> => {
  const expected = await looksTakenOver(world, played.userId);
  const isEmergency = reply?.kind === 'handover' && reply.reason === 'emergency';
  if (isEmergency !== expected)
    tell(
      `said ${failure ?? JSON.stringify(reply)}, is ${expected ? 'taken over' : 'not taken over'}`,
    );
  return isEmergency === expected;
};

const isOpen = ({ deposit, withdrawal, order }: Facts): boolean => {
  if (deposit !== null)
    return !['credited', 'returned'].includes(deposit.state) && deposit.recovery?.state !== 'done';
  if (withdrawal !== null) return withdrawal.ended === null && withdrawal.stage !== 'confirmed';
  return order === null || order.state === 'open' || order.state === 'partially_filled';
};

const askOnce = async (
  world: World,
  asker: Asker,
  played: Played,
  of: Locale,
  phrase: string,
  index: number,
): Promise<void> => {
  const { userId, kind, scene } = played;
  const tally = tallyOf(scene.name);
  const { text, names } = wordsFor(played, of, phrase, index);
  const tell = (what: string): void => note(played, of, text, what);
  const startedAt = Date.now();
  const before = await readFacts(world, userId, kind, played.id);
  const outcome = await asker.ask({ locale: of, text, subjectId: played.id, txid: played.txid });
  tally.asked += 1;
  const { reply, failure } = outcome;
  if (scene.asksAbout === 'takeover') {
    const code =
      reply?.kind === 'handover'
        ? `${reply.reason}:${reply.emergency}`
        : (reply?.kind ?? 'nothing');
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
    if (await checkTakeover(world, played, outcome, tell)) tally.right += 1;
    else tally.wrong += 1;
    return;
  }
  if (reply?.kind !== 'finding') {
    tally.unanswered += 1;
    tally.codes.set(
      `(${reply?.kind ?? 'nothing'})`,
      (tally.codes.get(`(${reply?.kind ?? 'nothing'})`) ?? 0) + 1,
    );
    return tell(`no finding: ${failure ?? `${reply?.kind} ${outcome.text.slice(0, 80)}`}`);
  }
  tally.codes.set(reply.code, (tally.codes.get(reply.code) ?? 0) + 1);
  const isOther =
    kind !== 'restriction' && outcome.subjectId !== null && outcome.subjectId !== played.id;
  if (isOther && (names || isOpen(before))) {
    tally.wrong += 1;
    return tell(`spoke of another one than the one meant (${reply.code})`);
  }
  const about = isOther ? (outcome.subjectId ?? played.id) : played.id;
  const after = await readFacts(world, userId, kind, about);
  const facts = [...(isOther ? [] : [before]), after];
  const told = toldFacts(world.exchangeSays, after, startedAt - 2_500, Date.now());
  const right = new Set([...facts, ...told].flatMap((each) => rightCodes(kind, each)));
  if (right.has(reply.code) && reply.tool === kind) tally.right += 1;
  else {
    tally.wrong += 1;
    tell(`said ${reply.tool}.${reply.code}, is ${[...right].join(' or ')}`);
  }
  const allowed = nothingAllowed();
  for (const each of [
    ...facts,
    ...told,
    ...(await spokenOf(world, userId, kind, reply, outcome.subjectId)),
  ])
    allow(allowed, each);
  const invented = inventedIn(outcome.text, of, allowed, TIMED.test(reply.code));
  tally.invented += invented.length;
  if (invented.length > 0)
    tell(`figures that nothing gave: ${invented.join(' ')} in “${outcome.text}”`);
};

const askAll = async (world: World, played: Played): Promise<void> => {
  const own = customers.find(({ id }) => id === played.userId)?.locale ?? 'en';
  const asker = await Asker.open(world, { userId: played.userId, locale: own });
  const queue = LOCALES.flatMap((of) =>
    phrasesOf(played.scene.asksAbout, of)
      .slice(0, phrasings)
      .map((text, index) => ({ of, text, index: args.quick ? LOCALES.indexOf(of) : index })),
  );
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await askOnce(world, asker, played, next.of, next.text, next.index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  asker.close();
};

/** A scene that cannot be played is a failure of this run, and no reason to end it. */
const playAll = async (world: World, scene: PlayedScene): Promise<readonly Played[]> => {
  const plays: Played[] = [];
  for (const variety of scene.varieties)
    try {
      plays.push(await play(world, scene, variety));
    } catch (error) {
      unplayed.push(
        `${scene.name} ${JSON.stringify(variety)}: ${error instanceof Error ? error.message : error}`,
      );
    }
  return plays;
};

const startedAt = performance.now();
const world = await openWorld({
  folder: process.env.MAINSTAY_EVAL_DIR ?? join(tmpdir(), 'mainstay-eval-selfservice'),
  firstPort: Number(process.env.MAINSTAY_EVAL_PORT ?? 7491),
  blockSeconds: BLOCK_SECONDS,
  say,
});
/** The models of a language are read when it is first spoken. */
const warmUp = async (): Promise<void> => {
  const asker = await Asker.open(world, { userId: customers[0]?.id ?? '', locale: 'en' });
  for (const of of LOCALES) {
    const text = phrasesOf('restriction', of)[0] ?? '';
    const { failure } = await asker.ask({ locale: of, text, subjectId: '', txid: null });
    if (failure !== null) say(`warming up ${of}: ${failure}`);
  }
  asker.close();
};

try {
  await warmUp();
  // What a node has forgotten is only told as that after a while: those are played first, and asked about in their turn.
  const early = new Map<string, readonly Played[]>();
  for (const scene of scenes)
    if (scene.takesTime === true) early.set(scene.name, await playAll(world, scene));
  for (const scene of scenes) {
    const before = performance.now();
    const plays = early.get(scene.name) ?? [];
    for (const played of plays) await askAll(world, played);
    if (scene.takesTime !== true)
      for (const variety of scene.varieties)
        for (const played of await playAll(world, { ...scene, varieties: [variety] }))
          await askAll(world, played);
    const { asked, right, invented, codes } = tallyOf(scene.name);
    const found = [...codes].map(([code, count]) => `${code} ${count}`).join(', ');
    say(
      `${scene.name.padEnd(22)} ${right}/${asked} right, ${invented} invented, ${((performance.now() - before) / 1_000).toFixed(0)} s: ${found}`,
    );
  }
} finally {
  await world.close();
}
for (const each of unplayed) say(`not played: ${each}`);
for (const each of problems) say(`- ${each}`);

const sum = (of: (tally: Tally) => number): number =>
  [...tallies.values()].reduce((all, each) => all + of(each), 0);
const asked = sum((each) => each.asked);
const answered = asked - sum((each) => each.unanswered);
report({
  suite: 'selfservice',
  figures: {
    scenes_count: scenes.length,
    plays_count: scenes.reduce((all, { varieties }) => all + varieties.length, 0),
    languages_count: LOCALES.length,
    not_played_count: unplayed.length,
    asked_count: asked,
    right_count: sum((each) => each.right),
    answered_share: answered / Math.max(1, asked),
    right_share_of_answered: sum((each) => each.right) / Math.max(1, answered),
    wrong_count: sum((each) => each.wrong),
    without_finding_count: sum((each) => each.unanswered),
    invented_figures_count: sum((each) => each.invented),
    took_seconds: (performance.now() - startedAt) / 1_000,
  },
  goals: {
    right_share_of_answered: { op: '>=', value: 1 },
    not_played_count: { op: '<=', value: 0 },
    wrong_count: { op: '<=', value: 0 },
    invented_figures_count: { op: '<=', value: 0 },
  },
  json: args.json,
});
process.exit();
