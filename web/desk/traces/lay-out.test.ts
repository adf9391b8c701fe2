import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceReply } from '../../../src/contract/tracing.ts';
import { layOut, NODE } from './lay-out.ts';

const amount = (value: string, contract: string | null = null) => ({
  contract,
  symbol: 'ETH',
  units: '1',
  amount: value,
});
const node = (address: string, hop: number): TraceReply['nodes'][number] => ({
  address,
  hop,
  label: null,
  received: [],
  held: [],
  end: null,
  balanceKnown: true,
  firstAt: 0,
  lastAt: 0,
});
const edge = (
  from: string,
  to: string,
  contract: string | null = null,
): TraceReply['edges'][number] => ({
  from,
  to,
  moved: amount('2', contract),
  stolen: amount('1', contract),
  transfers: 1,
  passages: [],
});

const NODES = [node('a', 0), node('b', 1), node('c', 1), node('d', 2)];
const EDGES = [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')];

test('hops stand one after the other in reading direction', () => {
  for (const rightToLeft of [false, true]) {
    const { nodes } = layOut({ nodes: NODES, edges: EDGES }, rightToLeft);
    const x = (address: string): number =>
      nodes.find((each) => each.node.address === address)?.x ?? Number.NaN;
    const sign = rightToLeft ? -1 : 1;
    assert.ok((x('b') - x('a')) * sign > NODE.width, 'the second hop is beside the first');
    assert.ok((x('d') - x('b')) * sign > NODE.width, 'and the third beside the second');
    assert.equal(x('b'), x('c'));
  }
});

test('no two addresses lie on one another, and all of them in the picture', () => {
  const { nodes, width, height } = layOut({ nodes: NODES, edges: EDGES }, false);
  for (const [at, one] of nodes.entries()) {
    assert.ok(one.x >= NODE.width / 2 && one.x <= width - NODE.width / 2);
    assert.ok(one.y >= NODE.height / 2 && one.y <= height - NODE.height / 2);
    for (const other of nodes.slice(at + 1)) {
      const apart =
        Math.abs(one.x - other.x) >= NODE.width || Math.abs(one.y - other.y) >= NODE.height;
      assert.ok(apart, `${one.node.address} lies on ${other.node.address}`);
    }
  }
});

test('two coins between the same addresses are two arrows; one to an address left out is none', () => {
  const { edges } = layOut(
    { nodes: NODES, edges: [edge('a', 'b'), edge('a', 'b', '0xt'), edge('b', 'gone')] },
    false,
  );
  assert.equal(edges.length, 2);
  assert.equal(new Set(edges.map(({ key }) => key)).size, 2);
  for (const { points } of edges) assert.ok(points.length >= 2);
});

test('funds that come back are drawn, too', () => {
  const { nodes, edges } = layOut({ nodes: NODES, edges: [...EDGES, edge('d', 'a')] }, false);
  assert.equal(nodes.length, 4);
  assert.equal(edges.length, 5);
});
