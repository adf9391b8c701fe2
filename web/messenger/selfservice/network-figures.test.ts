/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockOffOf, figuresOf, type Probe } from './network-figures.ts';

const probe = (tookMs: number | null, sentAt = 1_000_000): Probe => ({
  sentAt,
  tookMs,
  serverAt: tookMs === null ? null : Math.floor((sentAt + tookMs / 2) / 1000) * 1000,
});

test('half and nine of ten answers came sooner than the two figures', () => {
  const probes = [30, 10, 20, 40, 50, 60, 70, 80, 90, 400].map((ms) => probe(ms));
  const { medianMs, slowMs, lost, samples } = figuresOf(probes, 'open', true);
  assert.deepEqual(
    { medianMs, slowMs, lost, samples },
    { medianMs: 50, slowMs: 90, lost: 0, samples: 10 },
  );
});

test('what got no answer is lost, and where none came no figure is made up', () => {
  const some = figuresOf([probe(20), probe(null), probe(30)], 'failed', true);
  assert.equal(some.lost, 1);
  assert.equal(some.medianMs, 20);
  const none = figuresOf([probe(null), probe(null)], 'failed', false);
  assert.deepEqual(none, {
    samples: 2,
    lost: 2,
    medianMs: null,
    slowMs: null,
    clockOffMs: null,
    socket: 'failed',
    isOnline: false,
  });
});

test('a device’s clock is told to be off by as much as it is, within the bounds that the answers leave', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -600_000, max: 600_000 }),
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 300 })), {
        minLength: 8,
        maxLength: 12,
      }),
      (off, gaps) => {
        let at = 1_800_000_000_000;
        const probes = gaps.map(([gap, tookMs]): Probe => {
          at += gap + 100;
          const sentAt = at + off;
          const serverAt = Math.floor((at + tookMs / 2) / 1000) * 1000;
          at += tookMs;
          return { sentAt, tookMs, serverAt };
        });
        const told = clockOffOf(probes);
        assert.ok(told !== null && Math.abs(told - off) <= 650, `${told} instead of ${off}`);
      },
    ),
  );
});
