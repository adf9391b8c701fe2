import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSnapshots } from './read-trace.ts';

test('a state far enough back is always kept', () => {
  const at = (height: number) => ({ family: 'evm', cursor: { height, hash: '' } }) as never;
  let kept = nextSnapshots(at(1), at(0), []);
  for (let height = 2; height <= 1_000; height += 7) {
    const [newest, ...older] = kept;
    kept = nextSnapshots(at(height), newest as never, older);
    const oldest = kept.at(-1)?.cursor.height ?? 0;
    assert.ok(height < 300 || (height - oldest >= 96 && height - oldest < 300), `${height}`);
    assert.ok(kept.length <= 3);
  }
});
