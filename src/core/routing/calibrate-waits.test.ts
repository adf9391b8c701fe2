import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calibrateWaits, stretchEstimate } from './calibrate-waits.ts';

const outcomes = (count: number, ratio: number) =>
  Array.from({ length: count }, (_, index) => ({
    estimateMs: 10_000 + index * 100,
    realMs: (10_000 + index * 100) * ratio,
  }));

describe('the correction of simulated waits', () => {
  it('is none without outcomes, and small while they are few', () => {
    assert.equal(calibrateWaits([]), 1);
    const few = calibrateWaits(outcomes(5, 1.5));
    assert.ok(few > 1 && few < 1.15, String(few));
  });

  it('comes near the ratio with many, and is bounded', () => {
    assert.ok(Math.abs(calibrateWaits(outcomes(500, 1.25)) - 1.25) < 0.02);
    assert.equal(calibrateWaits(outcomes(500, 9)), 1.6);
    assert.equal(calibrateWaits(outcomes(500, 0.1)), 0.7);
  });

  it('does not listen to waits of a moment', () => {
    assert.equal(calibrateWaits([{ estimateMs: 20, realMs: 4_000 }]), 1);
  });

  it('stretches all three times', () => {
    const estimate = { kind: 'estimate', place: 2, lowMs: 10, toldMs: 20, highMs: 40 } as const;
    assert.deepEqual(stretchEstimate(estimate, 1.5), {
      kind: 'estimate',
      place: 2,
      lowMs: 15,
      toldMs: 30,
      highMs: 60,
    });
  });
});
