import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const RUN_PROCESS = join(import.meta.dirname, 'run-process.ts');

/** Runs a process whose start leaves a failure behind that nobody awaits. */
const runWith = (failure: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { runProcess } from ${JSON.stringify(RUN_PROCESS)};
       await runProcess(async () => {
         void Promise.reject(${failure});
         setInterval(() => process.kill(process.pid, "SIGTERM"), 50);
       }, { say: (line) => console.log(line), force: () => undefined, onStopping: () => console.log('stopping') });`,
    ],
    { encoding: 'utf8' },
  );

describe('a failure that nobody awaits', () => {
  it('is outlived when it is a lost connection', () => {
    const { status, stdout } = runWith(`Object.assign(new Error('gone'), { code: '57P01' })`);
    assert.match(stdout, /connection to the database was lost[\s\S]*stopping/);
    assert.equal(status, 0);
  });

  it('ends the process when it is anything else', () => {
    const { status, stdout, stderr } = runWith(`new Error('a bug')`);
    assert.doesNotMatch(stdout, /stopping/);
    assert.match(stderr, /a bug/);
    assert.notEqual(status, 0);
  });
});
