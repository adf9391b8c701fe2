import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LabelFault, parseLabels } from './import-labels.ts';

test('a list of addresses that is wrong names its line', () => {
  assert.throws(() => parseLabels('ethereum,0x1,exchange,A\nethereum,0x2,bank,B'), LabelFault);
  assert.throws(() => parseLabels('\n\nethereum,0x1,exchange'), /Line 3/);
  assert.deepEqual(parseLabels(''), []);
});
