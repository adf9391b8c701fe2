import type { Stage } from '../chains/network.ts';
import type { Exchange } from '../exchange.ts';

/** The world outside the exchange on a network; undefined where its node does not run. */
export const stageOf = ({ chains }: Exchange, network: string): Stage | undefined => {
  if (!chains.isOpen(network)) return undefined;
  return network === 'Bitcoin' ? chains.bitcoinStage : chains.evmStage;
};
