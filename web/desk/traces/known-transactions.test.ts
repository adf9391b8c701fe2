import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Card } from '../../../src/contract/cards.ts';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import { knownTransactions } from './known-transactions.ts';

const shown = (
  seq: number,
  kind: 'deposit' | 'withdrawal',
  txid: string | null,
): TimelineEntry => ({
  kind: 'card',
  id: `m${seq}`,
  clientMessageId: `c${seq}`,
  cardId: `card-${seq}`,
  cardKind: kind,
  seq,
  at: seq,
  by: 'agent',
  agent: null,
  turnId: null,
  card: { kind, data: { txid, network: 'Ethereum' } } as Card,
  updatedAt: null,
});

test('transactions of cards, the newest first and each once', () => {
  const entries = [
    shown(1, 'deposit', 'aa'),
    shown(2, 'withdrawal', 'bb'),
    shown(3, 'deposit', 'aa'),
  ];
  assert.deepEqual(
    knownTransactions(entries).map(({ txid, kind }) => `${kind} ${txid}`),
    ['deposit aa', 'withdrawal bb'],
  );
});

test('what is not on a chain yet, or whose data is gone, is none', () => {
  const gone = { ...shown(2, 'deposit', 'cc'), card: null } as TimelineEntry;
  assert.deepEqual(knownTransactions([shown(1, 'withdrawal', null), gone]), []);
});
