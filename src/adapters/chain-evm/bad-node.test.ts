import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { findFreePort } from '../../../tools/chains/index.ts';
import type { Chain } from '../../ports/chain.ts';
import { createBitcoinChain } from '../chain-bitcoin/bitcoin-chain.ts';
import { systemClock } from '../system/clock.ts';
import { createEvmChain } from './evm-chain.ts';

interface Call {
  readonly id: unknown;
  readonly method: string;
}
type Behaviour = (response: ServerResponse, call: Call) => void;

const FIRST_PORT = 7_411;
const HASH = 'cd'.repeat(32);
const SECRET = 'hidden-key';

const result = (make: (call: Call) => unknown): Behaviour => {
  return (response, call) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, result: make(call) }));
  };
};
/** Lies only after it has shown which network it serves. */
const lies = (value: unknown): Behaviour =>
  result(({ method }) => {
    if (method === 'eth_chainId') return '0x1';
    return method === 'getblockchaininfo' ? { chain: 'main' } : value;
  });

const BEHAVIOURS: Readonly<Record<string, readonly [code: string, Behaviour]>> = {
  'hangs up': ['chain_unreachable', (response) => void response.destroy()],
  'never answers': ['chain_unreachable', () => undefined],
  'answers a page': [
    'chain_unreachable',
    (response) => void response.writeHead(502).end('<html>Bad gateway</html>'),
  ],
  'serves another network': ['chain_wrong', result(() => '0x539')],
  'answers with an error': [
    'chain_refused',
    (response, { id }) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32_603, message: SECRET } }),
      );
    },
  ],
  'answers with nothing': ['chain_refused', lies(null)],
  'answers with a word': ['chain_refused', lies('hello')],
  'answers with an empty thing': ['chain_refused', lies({})],
  'answers with a list': ['chain_refused', lies([1, 2])],
};

/** A node that takes single calls and batches, and behaves so. */
const startNode = async (behave: Behaviour): Promise<{ server: Server; port: number }> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const asked = JSON.parse(body) as Call | Call[];
      if (!Array.isArray(asked)) return behave(response, asked);
      // Each call of a batch is answered as if it were alone.
      const replies: unknown[] = [];
      for (const call of asked) {
        let ended = false;
        const part = {
          setHeader: () => part,
          writeHead: (status: number) => {
            if (!response.headersSent) response.writeHead(status);
            return part;
          },
          destroy: () => response.destroy(),
          end: (text: string) => {
            ended = true;
            replies.push(text);
          },
        };
        behave(part as unknown as ServerResponse, call);
        if (!ended) return undefined;
      }
      const texts = replies.map(String);
      if (texts.some((text) => !text.startsWith('{'))) return void response.end(texts[0]);
      return void response.end(`[${texts.join(',')}]`);
    });
  });
  const port = await findFreePort(FIRST_PORT);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, port };
};

const chainsAt = (port: number): readonly Chain[] => {
  const patience = { timeoutMs: 250, retries: 0, clock: systemClock };
  return [
    createEvmChain({
      ...patience,
      name: 'evm',
      url: `http://127.0.0.1:${port}/v2/${SECRET}`,
      chainId: 1,
      native: { symbol: 'ETH', decimals: 18 },
      usualIntervalMs: 12_000,
    }),
    createBitcoinChain({
      ...patience,
      name: 'bitcoin',
      url: `http://x:${SECRET}@127.0.0.1:${port}`,
      network: 'main',
    }),
  ];
};

describe('a node that does not do what it should', () => {
  for (const [name, [code, behave]] of Object.entries(BEHAVIOURS)) {
    test(`${name}: ${code}, and nothing of its address is told`, async () => {
      const { server, port } = await startNode(behave);
      try {
        for (const chain of chainsAt(port)) {
          const txid = chain.family === 'evm' ? `0x${HASH}` : HASH;
          const outcomes = await Promise.all([
            chain.readHead(),
            chain.readPace(),
            chain.findTransaction(txid),
            chain.ledger.readStretch({
              from: 1,
              to: 2,
              addresses: [`0x${'1'.repeat(40)}`],
              coins: true,
              outputs: [`${HASH}:0`],
            }),
          ]);
          for (const outcome of outcomes) {
            assert.ok(!outcome.ok, `${chain.name} took it`);
            assert.equal(outcome.failure.code, code, chain.name);
            assert.equal(JSON.stringify(outcome.failure).includes(SECRET), false);
          }
        }
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  }
});
