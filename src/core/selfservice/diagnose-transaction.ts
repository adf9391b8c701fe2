import { isLess } from './decimal.ts';
import type { ChainFacts, NetworkFacts } from './facts.ts';
import {
  amountOf,
  choiceOf,
  countOf,
  type Finding,
  finding,
  momentOf,
  nameOf,
  type Params,
} from './finding.ts';
import { expectedSpan, spanParams } from './read-chain.ts';
import type { Tool } from './vocabulary.ts';

/** One payment of a transaction to an address that the exchange says is the asking customer's own. */
export interface OwnPayment {
  /** Exact, in whole units of the asset; null where the asset's decimals are not known. */
  readonly amount: string | null;
  /** The exchange's rule for this coin on this network; null: it does not take this token there. */
  readonly rule: NetworkFacts | null;
}

/** A transaction id that the customer gave and that stands in none of their own records. */
export interface TransactionCase {
  readonly tool: Extract<Tool, 'deposit' | 'withdrawal' | 'past_transaction'>;
  readonly txid: string;
  /** Where it was found or would be; null: its form belongs to no chain that can be read. */
  readonly network: string | null;
  /** Null: no node answered. */
  readonly chain: ChainFacts | null;
  /** Payments to the customer's own addresses. Those to anybody else's are not told apart from each other. */
  readonly own: readonly OwnPayment[];
  /** A transaction that the id's form cannot be: most likely a letter is wrong. */
  readonly mistyped: boolean;
}

const diagnoseOwn = (given: TransactionCase, chain: ChainFacts, own: OwnPayment): Finding => {
  const { tool } = given;
  const base: Params = {
    network: nameOf(given.network ?? ''),
    known: choiceOf(own.amount === null || own.rule === null ? 'no' : 'yes'),
    amount:
      own.amount === null || own.rule === null ? nameOf('') : amountOf(own.amount, own.rule.asset),
  };
  if (own.rule === null)
    return finding(tool, 'tx_unsupported_token', { params: base, phase: 'act' });
  if (own.amount !== null && isLess(own.amount, own.rule.depositMinimum))
    return finding(tool, 'tx_below_minimum', {
      params: { ...base, minimum: amountOf(own.rule.depositMinimum, own.rule.asset) },
    });
  const needed = own.rule.confirmationsNeeded;
  const have = chain.status.kind === 'in_block' ? chain.status.confirmations : 0;
  return finding(tool, have >= needed ? 'tx_own_overdue' : 'tx_own_underway', {
    params: {
      ...base,
      have: countOf(Math.min(have, needed)),
      needed: countOf(needed),
      ...spanParams(expectedSpan(chain, needed, have)),
    },
    phase: have >= needed ? 'act' : 'wait',
    needsPerson: have >= needed,
  });
};

/** What a chain tells of a transaction that the exchange has no record of for this customer. */
export const diagnoseTransaction = (given: TransactionCase): Finding => {
  const { tool, chain, network, own } = given;
  const params: Params = { network: nameOf(network ?? ''), txid: nameOf(given.txid) };
  const told = (code: string, more: Params = {}, rest: Partial<Finding> = {}): Finding =>
    finding(tool, code, { params: { ...params, ...more }, ...rest });
  if (given.mistyped) return told('tx_mistyped', {}, { phase: 'act' });
  if (network === null) return told('tx_other_chain', {}, { phase: 'act' });
  if (chain === null) return told('tx_unreadable', {}, { phase: 'act' });
  switch (chain.status.kind) {
    case 'unknown':
      return told('tx_unknown', {}, { phase: 'act' });
    case 'dropped':
      return told('tx_dropped', {}, { phase: 'act' });
    case 'replaced': {
      const { by } = chain.status;
      return told(
        'tx_replaced',
        { known: choiceOf(by === null ? 'no' : 'yes'), by: nameOf(by ?? '') },
        { phase: 'act' },
      );
    }
    case 'failed':
      return told('tx_failed', {}, { phase: 'act' });
    case 'mempool':
    case 'in_block': {
      const [first] = own;
      if (first !== undefined) return diagnoseOwn(given, chain, first);
      return chain.status.kind === 'mempool'
        ? told('tx_elsewhere_waiting')
        : told('tx_elsewhere', {
            have: countOf(chain.status.confirmations),
            at: momentOf(chain.status.at),
          });
    }
  }
};
