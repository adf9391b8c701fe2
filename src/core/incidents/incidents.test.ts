import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Random, seededRandom } from '../routing/random.ts';
import { CATEGORIES, PRIORITIES } from '../vocabulary.ts';
import { componentState, concerns, daysOf } from './concerns.ts';
import { tailChance } from './detect-spike.ts';
import { entitiesOfCard } from './entities-of-card.ts';
import { entitiesOfField } from './entities-of-field.ts';
import { BUCKET_MS, type Bucket, spikeOf, suggestIncidents } from './suggest-incident.ts';
import { answerBy, callSlots, isSuggested, mayEnd, treat, watchPressure } from './surge.ts';
import { entityOf, readSeries, seriesKey, wordsFor } from './vocabulary.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A Monday, 00:00 UTC. */
const START = 1_767_571_200_000;

/** By multiplication of uniform draws (D. Knuth, The Art of Computer Programming 2, 3.4.1): for small means. */
const drawPoisson = (mean: number, random: Random): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
};

/** Requests an hour: few at night, most in the afternoon. */
const rateAt = (perHour: number, at: number): number =>
  perHour * (1 + 0.8 * Math.sin(((at % DAY) / DAY) * 2 * Math.PI - Math.PI / 2));

const simulate = (perHour: number, days: number, random: Random): Bucket[] =>
  Array.from({ length: (days * DAY) / BUCKET_MS }, (_, index) => {
    const at = START + index * BUCKET_MS;
    return { at, count: drawPoisson((rateAt(perHour, at) * BUCKET_MS) / HOUR, random) };
  }).filter(({ count }) => count > 0);

/** Looks at a series every five minutes of a span, each time at what is known by then. */
const alarmsWithin = (buckets: readonly Bucket[], from: number, to: number): number[] => {
  const found: number[] = [];
  for (let at = from; at < to; at += BUCKET_MS) {
    const near = buckets.filter((bucket) => bucket.at < at);
    if (spikeOf({ buckets: near }, at, START) !== undefined) found.push(at);
  }
  return found;
};

test('noise with its daily ups and downs raises no alarm: none in 120 days of looks every five minutes', () => {
  const random = seededRandom(20_260_105);
  let alarms = 0;
  for (const perHour of [0.5, 2, 6, 12, 30, 60]) {
    for (let run = 0; run < 4; run += 1) {
      const buckets = simulate(perHour, 10, random);
      alarms += alarmsWithin(buckets, START + 5 * DAY, START + 10 * DAY).length;
    }
  }
  assert.equal(alarms, 0);
});

test('ten times as many are seen within half an hour, at quiet and at busy rates', () => {
  const random = seededRandom(7);
  for (const perHour of [3, 6, 12, 30]) {
    const begins = START + 9 * DAY + 12 * HOUR;
    const buckets = simulate(perHour, 10, random).map((bucket) =>
      bucket.at >= begins ? { ...bucket, count: bucket.count * 10 } : bucket,
    );
    // Where chance brought nothing there is nothing to multiply: the spike comes by itself.
    for (let at = begins; at < begins + HOUR; at += BUCKET_MS)
      buckets.push({ at, count: drawPoisson((perHour * 10) / 12, random) });
    const [first] = alarmsWithin(buckets, begins - HOUR, begins + HOUR);
    assert.ok(first !== undefined, `${perHour} an hour`);
    assert.ok(
      first > begins && first <= begins + HOUR / 2,
      `${perHour}: ${(first - begins) / 60_000}`,
    );
  }
});

test('a new installation knows nothing unusual in its first two hours', () => {
  const buckets = [{ at: START + HOUR, count: 500 }];
  assert.equal(spikeOf({ buckets }, START + HOUR + BUCKET_MS, START), undefined);
});

test('the tail is the Poisson tail where the rate is certain, and wider where it is not', () => {
  let term = Math.exp(-2);
  let below = 0;
  for (let k = 0; k < 9; k += 1) {
    below += term;
    term *= 2 / (k + 1);
  }
  const certain = tailChance(9, 10, { shape: 2e7, minutes: 1e8 });
  assert.ok(Math.abs(certain - (1 - below)) < 1e-7);
  assert.ok(tailChance(9, 10, { shape: 2, minutes: 10 }) > certain * 10);
  assert.equal(tailChance(0, 10, { shape: 1, minutes: 10 }), 1);
});

const spiking = (perBucket: number): Bucket[] => [
  ...Array.from({ length: 288 * 2 }, (_, index) => ({
    at: START + index * 12 * BUCKET_MS,
    count: 1,
  })),
  ...Array.from({ length: 6 }, (_, index) => ({
    at: START + 20 * DAY - index * BUCKET_MS,
    count: perBucket,
  })),
];

test('the entity that explains a spike is suggested, and nothing twice', () => {
  const at = START + 20 * DAY + BUCKET_MS;
  const coin = entityOf('coin', 'btc');
  assert.ok(coin !== undefined);
  const series = { category: 'withdrawal', entity: coin } as const;
  const whole = { series: { category: 'withdrawal', entity: null } as const, buckets: spiking(20) };
  const part = { series, buckets: spiking(17) };
  const [found, ...more] = suggestIncidents([whole, part], new Set(), at, START);
  assert.deepEqual(more, []);
  assert.equal(found && seriesKey(found.series), 'withdrawal|coin:BTC');
  assert.ok((found?.spike.count ?? 0) > 30 && (found?.spike.chance ?? 1) < 1e-6);
  const small = { series, buckets: spiking(5) };
  assert.equal(suggestIncidents([whole, small], new Set(), at, START)[0]?.series.entity, null);
  assert.deepEqual(suggestIncidents([whole, part], new Set(['withdrawal']), at, START), []);
});

test('a series has one name, which is read back; nothing else is', () => {
  for (const category of CATEGORIES)
    for (const entity of [null, entityOf('coin', 'eth'), entityOf('network', 'Tron')]) {
      assert.ok(entity !== undefined);
      assert.deepEqual(readSeries(seriesKey({ category, entity })), { category, entity });
    }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readSeries(text);
      return read === undefined || seriesKey(read).toLowerCase() === text.toLowerCase();
    }),
  );
  assert.equal(entityOf('coin', '<b>'), undefined);
});

test('of a card only coin and network are looked at', () => {
  const found = entitiesOfCard({
    kind: 'deposit',
    data: { asset: 'btc', network: 'Bitcoin', txid: 'x' },
  });
  assert.deepEqual(found, [
    { kind: 'coin', value: 'BTC' },
    { kind: 'network', value: 'bitcoin' },
  ]);
  assert.deepEqual(entitiesOfCard('words'), []);
});

test('of a form only choices and amounts are looked at, never what somebody typed', () => {
  const of = (kind: 'choice' | 'amount' | 'text', key: string, value: string | null) =>
    entitiesOfField({ kind, key }, value);
  assert.deepEqual(of('choice', 'network', 'Tron'), [{ kind: 'network', value: 'tron' }]);
  assert.deepEqual(of('amount', 'lost', '1.20 btc'), [{ kind: 'coin', value: 'BTC' }]);
  assert.deepEqual(of('text', 'coin', 'BTC'), []);
  assert.deepEqual(of('choice', 'device', 'phone'), []);
  assert.deepEqual(of('amount', 'lost', null), []);
});

test('an incident with entities concerns only requests known to be about one of them', () => {
  const entities = entitiesOfCard({ asset: 'BTC' });
  const scope = { categories: ['withdrawal'] as const, entities };
  assert.equal(concerns(scope, 'withdrawal', entities), true);
  assert.equal(concerns(scope, 'withdrawal', []), false);
  assert.equal(concerns(scope, 'deposit', entities), false);
  assert.equal(concerns({ ...scope, entities: [] }, 'withdrawal', []), true);
});

test('a component is as bad as the worst that touches it, on each day it did', () => {
  assert.equal(componentState(['maintenance', 'major', 'degraded']), 'major');
  assert.equal(componentState([]), 'operational');
  const touches = [{ from: START + DAY - 1, to: START + DAY + 1, impact: 'partial' }] as const;
  const states = daysOf(touches, START + 3 * DAY, 5).map(({ state }) => state);
  assert.deepEqual(states, ['operational', 'partial', 'partial', 'operational', 'operational']);
});

test('words are the reader’s own, or the written ones', () => {
  assert.deepEqual(wordsFor({ en: 'Down', ko: '중단' }, 'en', 'ko'), {
    text: '중단',
    locale: 'ko',
  });
  assert.deepEqual(wordsFor({ en: 'Down', fr: '' }, 'en', 'fr'), { text: 'Down', locale: 'en' });
});

test('whatever comes, the security lane keeps its people and is offered nothing instead', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CATEGORIES),
      fc.constantFrom(...PRIORITIES),
      fc.boolean(),
      fc.boolean(),
      (category, priority, hasAssistant, hasFiles) => {
        const { first, offers } = treat({ category, priority, hasAssistant, hasFiles });
        const isLane = category === 'security' || category === 'fraud' || priority === 'urgent';
        return isLane
          ? first === 'people' && offers.length === 0
          : offers.length > 0 && (first === 'assistant') === (hasAssistant && !hasFiles);
      },
    ),
  );
});

test('surge mode is suggested when the queue stayed long, and ends when it stayed short', () => {
  const long = { waiting: 40, waitMs: 30 * 60_000 };
  const none = { pressedSince: null, calmSince: null };
  const pressed = watchPressure(none, long, START);
  assert.equal(isSuggested(pressed, START + 60_000), false);
  assert.equal(isSuggested(watchPressure(pressed, long, START + 180_000), START + 180_000), true);
  const middle = watchPressure(pressed, { waiting: 10, waitMs: 15 * 60_000 }, START + 60_000);
  assert.deepEqual(middle, none);
  const calm = watchPressure(middle, { waiting: 2, waitMs: 60_000 }, START);
  assert.equal(mayEnd(calm, START + 9 * 60_000), false);
  assert.equal(mayEnd(calm, START + 10 * 60_000), true);
  assert.equal(watchPressure(none, { waiting: 30, waitMs: null }, START).pressedSince, START);
});

test('what is promised instead of waiting lies after the estimate, and full half hours are not offered', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 * HOUR }),
      fc.integer({ min: 0, max: 7 }),
      (highMs, slot) => {
        const at = START + 12_345;
        const first = callSlots(at, highMs, new Map(), 3)[0] ?? 0;
        const taken = new Map([[first + slot * 1_800_000, 3]]);
        const slots = callSlots(at, highMs, taken, 3);
        return (
          answerBy(at, highMs) >= at + highMs &&
          slots.length === 6 &&
          slots.every((each) => each >= at + highMs && !taken.has(each))
        );
      },
    ),
  );
  assert.deepEqual(callSlots(START, null, new Map(), 3), []);
  assert.ok(answerBy(START, null) > START + 23 * HOUR);
});
