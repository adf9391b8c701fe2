import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { counterBytes, totpCode, totpCounters } from './totp.ts';

/** Appendix B of RFC 6238, SHA-1, the last six of its eight digits. */
const VECTORS = [
  [59_000, '287082'],
  [1_111_111_109_000, '081804'],
  [1_234_567_890_000, '005924'],
  [20_000_000_000_000, '353130'],
] as const;

describe('one-time codes', () => {
  for (const [at, code] of VECTORS) {
    test(`at ${at} the code is ${code}, and counts one step early and late`, () => {
      const codesAt = (now: number): readonly string[] =>
        totpCounters(now).map((counter) =>
          totpCode(
            createHmac('sha1', '12345678901234567890').update(counterBytes(counter)).digest(),
          ),
        );
      assert.equal(codesAt(at)[1], code);
      assert.ok(codesAt(at - 30_000).includes(code));
      assert.ok(codesAt(at + 30_000).includes(code));
      assert.ok(!codesAt(at + 60_000).includes(code));
    });
  }
});
