import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAskExchange } from '../scripts/exchange-check/ask-exchange.ts';
import { checksOf, runChecks } from '../scripts/exchange-check/run-checks.ts';
import { playScene, withDemoExchange } from './demo-exchange.ts';

const keyOf = (keyId: string, byte: number) => ({ keyId, secret: new Uint8Array(32).fill(byte) });
const SUPPORT = keyOf('demo-support', 1);
const COMPLIANCE = keyOf('demo-compliance', 2);

test('the demo exchange passes every check of the conformance kit', () =>
  withDemoExchange(async (exchange) => {
    await playScene(exchange, 'restriction', { user: 'nv-101377' });
    const ask = createAskExchange({
      url: exchange.origin,
      key: SUPPORT,
      complianceKey: COMPLIANCE,
      certificateFile: null,
      keyFile: null,
      caFile: null,
    });
    const setting = {
      ask,
      userId: 'nv-101377',
      otherUserId: 'nv-100482',
      identifier: 'nv-101377',
      pair: null,
      supportKey: SUPPORT,
      complianceKey: COMPLIANCE,
    };
    const results = await runChecks(setting, checksOf(true));
    ask.close();
    assert.deepEqual(
      results.filter(({ outcome }) => outcome === 'fail' || outcome === 'skip'),
      [],
    );
  }));
