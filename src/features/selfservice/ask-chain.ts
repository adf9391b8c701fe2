import type { ChainView } from '../../contract/cards.ts';
import type { ChainFacts } from '../../core/selfservice/facts.ts';
import type { Chain, FoundTransaction, Pace, Sighting } from '../../ports/chain.ts';

/** What a node said of one transaction; null where none answered. */
export interface ChainAnswer {
  readonly facts: ChainFacts;
  readonly view: ChainView;
  readonly found: FoundTransaction;
}

/** A node that has not answered by then is not waited for. */
const WAIT_MS = 6_000;

const inTime = async <T>(work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), WAIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const factsOf = (found: FoundTransaction, pace: Pace | null): ChainFacts => {
  const { status } = found;
  const told = (): ChainFacts['status'] => {
    switch (status.kind) {
      case 'in_block':
      case 'failed':
        return { kind: status.kind, confirmations: status.confirmations, at: status.at };
      default:
        return status;
    }
  };
  return {
    status: told(),
    reorganised: found.reorganisedFrom !== null,
    behind: found.head.behind,
    pace: pace && {
      meanIntervalMs: pace.meanIntervalMs,
      deviationMs: pace.deviationMs,
      congestion: pace.congestion,
    },
  };
};

const viewOf = (found: FoundTransaction, facts: ChainFacts): ChainView => ({
  asOf: found.asOf,
  status: facts.status.kind,
  confirmations: 'confirmations' in facts.status ? facts.status.confirmations : 0,
  behind: facts.behind,
  reorganised: facts.reorganised,
  replacedBy: facts.status.kind === 'replaced' ? facts.status.by : null,
  congestion: facts.pace?.congestion ?? null,
});

/** Looks a transaction up at its node. Null: no answer, or the node serves another network. */
export const askChain = async (
  chain: Chain | undefined,
  txid: string | null,
  known: Sighting | null,
): Promise<ChainAnswer | null> => {
  if (chain === undefined || txid === null) return null;
  const answers = await inTime(Promise.all([chain.findTransaction(txid, known), chain.readPace()]));
  if (answers === null) return null;
  const [asked, paced] = answers;
  if (!asked.ok) return null;
  const facts = factsOf(asked.value, paced.ok ? paced.value : null);
  return { facts, found: asked.value, view: viewOf(asked.value, facts) };
};

/** How crowded a chain is; null where its node does not say. */
export const askPace = async (chain: Chain): Promise<Pace | null> => {
  const paced = await inTime(chain.readPace());
  return paced?.ok === true ? paced.value : null;
};
