import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureChainTools, findFreePort, startEvmNode } from '../tools/chains/index.ts';

const TOOLS = join(import.meta.dirname, '../tools/chains/index.ts');
const FIRST_PORT = 7_414;

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' }).then(
    () => true,
    () => false,
  );

test('a node ends with its owner, also when that is killed outright', async () => {
  await ensureChainTools(console.log);
  const evm = await findFreePort(FIRST_PORT);
  const bitcoin = await findFreePort(evm + 1);
  const wallet = await findFreePort(bitcoin + 1);
  const owner = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startBitcoinNode, startEvmNode } = await import(${JSON.stringify(TOOLS)});
       await startEvmNode({ port: ${evm} });
       await startBitcoinNode({ port: ${bitcoin}, walletPort: ${wallet} });
       console.log('ready');
       setInterval(() => undefined, 1_000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(owner.stdout, 'data');
  assert.deepEqual([await answers(evm), await answers(bitcoin)], [true, true]);
  owner.kill('SIGKILL');
  const deadline = Date.now() + 10_000;
  while (((await answers(evm)) || (await answers(bitcoin))) && Date.now() < deadline)
    await sleep(50);
  assert.deepEqual([await answers(evm), await answers(bitcoin)], [false, false]);
});

test('a taken port is one plain sentence', async () => {
  await ensureChainTools(console.log);
  const port = await findFreePort(FIRST_PORT);
  const node = await startEvmNode({ port });
  try {
    await assert.rejects(startEvmNode({ port }), {
      message: `The EVM node did not start: port ${port} is taken by another program.`,
    });
  } finally {
    await node.stop();
  }
});
