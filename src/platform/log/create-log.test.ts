import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './create-log.ts';

const capture = (): {
  readonly lines: () => Record<string, unknown>[];
  readonly write: (line: string) => void;
} => {
  const written: string[] = [];
  return {
    write: (line) => void written.push(line),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
};

test('a line has time, level, message and its fields', () => {
  const output = capture();
  createLog('info', { destination: output }).info({ conversationId: 'c1' }, 'conversation opened');
  const [line] = output.lines();
  assert.equal(line?.level, 'info');
  assert.equal(line?.message, 'conversation opened');
  assert.equal(line?.conversationId, 'c1');
  assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT/);
});

test('levels below the chosen one are silent', () => {
  const output = capture();
  createLog('warn', { destination: output }).info({}, 'nothing');
  assert.deepEqual(output.lines(), []);
});

test('words, tokens and secrets are hidden at every depth up to three', () => {
  const output = capture();
  const log = createLog('info', { destination: output });
  const secret = 'abandon ability able';
  log.info(
    { text: secret, a: { token: secret, b: { password: secret } }, authorization: secret },
    'm',
  );
  log.error(
    {
      error: Object.assign(new Error('x'), { query: secret, parameters: [secret], detail: secret }),
    },
    'm',
  );
  assert.equal(JSON.stringify(output.lines()).includes(secret), false);
});

test('an error of the database that repeats a value is told without it', () => {
  const output = capture();
  const error = Object.assign(new Error('invalid input syntax for type uuid: "my words"'), {
    code: '22P02',
  });
  createLog('info', { destination: output }).error(
    { error: new Error('outer', { cause: error }) },
    'failed',
  );
  const text = JSON.stringify(output.lines());
  assert.equal(text.includes('my words'), false);
  assert.equal(text.includes('22P02'), true);
  assert.equal(text.includes('create-log.test.ts'), true);
});

test('a line goes through what destroys secrets in it, as the last thing before it is written', () => {
  const output = capture();
  const scrub = (line: string): string => line.replace('xprv123', '[gone]');
  createLog('info', { destination: output, scrub }).info({ odd: 'xprv123' }, 'm');
  assert.equal(output.lines()[0]?.odd, '[gone]');
});
