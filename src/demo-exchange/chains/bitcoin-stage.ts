import type { BitcoinNode } from '../../../tools/chains/index.ts';
import type { World } from '../world.ts';
import type { Bitcoin } from './bitcoin.ts';
import type { Payment, Stage } from './network.ts';

/** The world outside the exchange on Bitcoin, for its scenes. */
export class BitcoinStage implements Stage {
  readonly #world: World;
  readonly #node: BitcoinNode;
  readonly #exchange: Bitcoin;

  constructor(world: World, node: BitcoinNode, exchange: Bitcoin) {
    this.#world = world;
    this.#node = node;
    this.#exchange = exchange;
  }

  deposit({ userId, amount }: Payment): Promise<string> {
    return this.#node.send(this.#exchange.addressOf(userId), amount);
  }

  reorganise(depth: number, keep: boolean): Promise<void> {
    return this.#node.reorganise(depth, keep);
  }

  async drop(txid: string): Promise<void> {
    await this.#node.drop(txid);
  }

  async sendAgain(txid: string): Promise<void> {
    const raw = this.#world.store.readMeta(`raw ${txid}`);
    if (raw !== undefined) await this.#node.rpc('sendrawtransaction', [raw]);
  }

  async mine(blocks: number): Promise<void> {
    await this.#node.mine(blocks);
  }

  newAddress(): Promise<string> {
    return this.#node.newAddress();
  }
}
