import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isolateFigures } from './isolate-figures.ts';

const ltr = (text: string): readonly string[] =>
  isolateFigures(text)
    .filter((run) => run.ltr)
    .map((run) => run.text);

test('amounts keep their unit beside them', () => {
  assert.deepEqual(ltr('الحد الأدنى 0.0001 BTC أو 5 USDC'), ['0.0001 BTC', '5 USDC']);
  assert.deepEqual(ltr('من 02:00 إلى 04:00 UTC'), ['02:00', '04:00 UTC']);
  assert.deepEqual(ltr('رسوم 0.10 % فقط'), ['0.10 %']);
  assert.deepEqual(ltr('مفتاح 3-D Secure هنا'), ['3-D Secure']);
  assert.deepEqual(ltr('المحفظة'), []);
});

test('the arrows of a path point onwards', () => {
  assert.deepEqual(isolateFigures('المحفظة → السجل'), [{ text: 'المحفظة ← السجل', ltr: false }]);
});

test('no character is lost, whatever is said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const joined = isolateFigures(text)
        .map((run) => run.text)
        .join('');
      assert.equal(joined, text.replaceAll('→', '←'));
    }),
  );
});
