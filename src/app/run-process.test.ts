import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const FILE = JSON.stringify(join(import.meta.dirname, 'run-process.ts'));
const REFUSAL = JSON.stringify(join(import.meta.dirname, 'explain-failure.ts'));

/** A process that says what happens to it. `start` is the body of its start function. */
const launch = async (
  start: string,
  wait = true,
): Promise<{ child: ChildProcess; said: () => string; ended: Promise<[number | null]> }> => {
  const program = `
    const { runProcess } = await import(${FILE});
    const { Refusal } = await import(${REFUSAL});
    const say = (line) => console.log(line);
    await runProcess(async (cleanup) => { ${start} }, {
      say, force: () => say('forced'), onStopping: () => say('stopping') });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'close') as Promise<[number | null]>;
  while (wait && !output.includes('up')) await sleep(10);
  return { child, said: () => output, ended };
};

const HOLD = "setInterval(() => {}, 1000); say('up');";

test('a signal cleans up, newest first, and ends with 0', async () => {
  const { child, said, ended } = await launch(
    `cleanup.add(() => say('first')); cleanup.add(async () => say('second')); ${HOLD}`,
  );
  child.kill('SIGTERM');
  const [code] = await ended;
  assert.equal(code, 0);
  assert.equal(said(), 'up\nstopping\nsecond\nfirst\n');
});

test('one press that arrives twice is one; a later second press forces', async () => {
  const { child, said, ended } = await launch(
    `cleanup.add(() => new Promise((done) => setTimeout(done, 60000))); ${HOLD}`,
  );
  child.kill('SIGINT');
  await sleep(50);
  child.kill('SIGINT');
  await sleep(900);
  assert.equal(said().includes('forced'), false);
  child.kill('SIGINT');
  const [code] = await ended;
  assert.equal(code, 130);
  assert.equal(said().includes('forced'), true);
});

test('a refusal is a sentence without a stack, and what had been opened is closed', async () => {
  const { said, ended } = await launch(
    "cleanup.add(() => say('closed')); throw new Refusal('No, because.', 78);",
    false,
  );
  const [code] = await ended;
  assert.equal(code, 78);
  assert.equal(said(), 'No, because.\nclosed\n');
});

test('a bug keeps its stack', async () => {
  const { said, ended } = await launch("throw new TypeError('unforeseen');", false);
  const [code] = await ended;
  assert.equal(code, 1);
  assert.match(said(), /TypeError: unforeseen\n\s+at /);
});

test('a clean-up step that fails does not keep the others from running', async () => {
  const { child, said, ended } = await launch(
    `cleanup.add(() => say('database stopped')); cleanup.add(() => { throw new Refusal('A step failed.', 1); }); ${HOLD}`,
  );
  child.kill('SIGTERM');
  const [code] = await ended;
  assert.equal(code, 1);
  assert.equal(said().includes('database stopped'), true);
  assert.equal(said().includes('A step failed.'), true);
});
