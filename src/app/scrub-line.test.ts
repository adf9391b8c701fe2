import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../platform/log/create-log.ts';
import { scrubLine } from './scrub-line.ts';

const PHRASE = 'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit';
const WIF = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ';

test('phrases and keys in errors, messages and fields do not reach the log, and lines stay JSON', () => {
  const lines: string[] = [];
  const log = createLog('info', {
    destination: { write: (line) => void lines.push(line) },
    scrub: scrubLine,
  });
  log.error({ error: new Error(`cannot parse "${PHRASE}"`) }, 'failed');
  log.warn({ about: { value: WIF } }, `odd: ${PHRASE}`);
  log.info({ route: 'POST /api/x', code: '23505', ms: 482913, reference: 'K7Q2M9XA4B' }, 'fine');
  const kept = lines.join('');
  for (const secret of [...PHRASE.split(' '), WIF]) assert.ok(!kept.includes(secret), kept);
  assert.equal(lines.map((line) => JSON.parse(line)).length, 3);
  assert.ok(lines[2]?.includes('"code":"23505"') && lines[2].includes('482913'));
});
