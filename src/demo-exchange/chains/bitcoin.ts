import { type BitcoinNode, RpcRefused } from '../../../tools/chains/index.ts';
import type { WithdrawalRow } from '../rows.ts';
import { findRule } from '../transfers/assets.ts';
import { noteDeposit, updateDeposit, type Whereabouts } from '../transfers/deposits.ts';
import type { World } from '../world.ts';
import { NOT_FINAL, sentWithdrawals, updateWithdrawal } from './follow-withdrawals.ts';
import type { Network } from './network.ts';

const ASSET = 'BTC';
const SCANNED = 'bitcoin scanned';
const REWIND = 12;

interface Output {
  readonly value: number;
  readonly n: number;
  readonly scriptPubKey: { readonly addresses?: readonly string[] };
}

interface Transaction {
  readonly txid: string;
  readonly vout: readonly Output[];
  readonly blockhash?: string | null;
  readonly confirmations?: number;
  readonly hex?: string;
}

interface Block {
  readonly hash: string;
  readonly height: number;
  readonly previousblockhash?: string | null;
  readonly tx: readonly Transaction[];
}

interface Scanned {
  readonly height: number;
  readonly hash: string;
}

/** The exchange on Bitcoin: an address for every user, paid out of the node's own wallet. */
export class Bitcoin implements Network {
  readonly name = 'Bitcoin';
  readonly url: string;
  readonly #world: World;
  readonly #node: BitcoinNode;
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #users: ReadonlyMap<string, string>;
  /** Waiting transactions that were looked at. */
  #seen = new Set<string>();
  /** Hash of the newest block that was looked at. */
  #head = '';

  /** `addresses`: the user's address by the user's id. */
  constructor(world: World, node: BitcoinNode, addresses: ReadonlyMap<string, string>) {
    this.#world = world;
    this.#node = node;
    this.url = node.url;
    this.#addresses = addresses;
    this.#users = new Map([...addresses].map(([userId, address]) => [address, userId]));
  }

  contractOf(asset: string): null | undefined {
    return asset === ASSET ? null : undefined;
  }

  addressOf(userId: string): string {
    const address = this.#addresses.get(userId);
    if (address === undefined) throw new Error(`${userId} has no Bitcoin address`);
    return address;
  }

  ownerOf(address: string) {
    const userId = this.#users.get(address);
    return userId === undefined ? undefined : { userId, asset: ASSET };
  }

  async follow(): Promise<void> {
    const head = await this.#node.rpc<number>('getblockcount');
    await this.#readBlocks(head);
    await this.#readPool();
    const hash = await this.#node.rpc<string>('getbestblockhash');
    const isNew = hash !== this.#head;
    this.#head = hash;
    // What is in a block stays there until there is another head.
    for (const row of this.#world.deposits.holding(NOT_FINAL)) {
      if (row.network !== this.name || row.txid === null) continue;
      if (!isNew && row.place !== null) continue;
      updateDeposit(this.#world, row, await this.#whereabouts(row.txid, head));
    }
    for (const row of sentWithdrawals(this.#world, this.name)) {
      if (!isNew && row.place !== null) continue;
      const found: Whereabouts[] = [];
      for (const txid of row.txids) found.push(await this.#whereabouts(txid, head));
      updateWithdrawal(this.#world, row, found);
    }
  }

  /** Blocks before the exchange's first look hold nothing of it. */
  async #firstScan(head: number): Promise<Scanned> {
    return { height: head, hash: await this.#node.rpc<string>('getblockhash', [head]) };
  }

  async #readBlocks(head: number): Promise<void> {
    const kept = this.#world.store.readMeta(SCANNED);
    let scanned = kept === undefined ? await this.#firstScan(head) : (JSON.parse(kept) as Scanned);
    if (kept === undefined) this.#world.store.writeMeta(SCANNED, JSON.stringify(scanned));
    while (scanned.height < head) {
      const hash = await this.#node.rpc<string>('getblockhash', [scanned.height + 1]);
      const block = await this.#node.rpc<Block>('getblock', [hash, true, true]);
      if (block.previousblockhash !== scanned.hash) {
        const height = Math.max(0, scanned.height - REWIND);
        scanned = { height, hash: await this.#node.rpc<string>('getblockhash', [height]) };
      } else {
        for (const transaction of block.tx) this.#note(transaction);
        scanned = { height: block.height, hash };
      }
      this.#world.store.writeMeta(SCANNED, JSON.stringify(scanned));
    }
  }

  async #readPool(): Promise<void> {
    const waiting = await this.#node.rpc<readonly string[]>('getrawmempool');
    for (const txid of waiting) {
      if (this.#seen.has(txid)) continue;
      const transaction = await this.find(txid);
      if (transaction !== null) this.#note(transaction);
    }
    this.#seen = new Set(waiting);
  }

  #note({ txid, vout, hex }: Transaction): void {
    for (const { value, n, scriptPubKey } of vout) {
      const address = scriptPubKey.addresses?.[0];
      const userId = address === undefined ? undefined : this.#users.get(address);
      if (address === undefined || userId === undefined) continue;
      const rule = findRule(this.#world, ASSET, this.name);
      noteDeposit(this.#world, {
        ...{ userId, asset: ASSET, network: this.name, txid, outputIndex: n, address },
        // Eight decimals and 21 million coins fit a double: the text is exact.
        amountText: value.toFixed(8).replace(/\.?0+$/, ''),
        ...{ memo: null, contract: null, fault: null },
        confirmationsNeeded: rule?.confirmationsNeeded ?? 2,
      });
      // Blocks do not carry the whole text of a transaction; the pool, where it was seen first, did.
      if (hex !== undefined) this.#world.store.writeMeta(`raw ${txid}`, hex);
    }
  }

  /** Null: the node does not know it. */
  async find(txid: string): Promise<Transaction | null> {
    try {
      return await this.#node.rpc<Transaction>('getrawtransaction', [txid, true]);
    } catch (error) {
      if (error instanceof RpcRefused) return null;
      throw error;
    }
  }

  async #whereabouts(txid: string, head: number): Promise<Whereabouts> {
    const found = await this.find(txid);
    if (found === null) return { kind: 'gone' };
    const { blockhash, confirmations = 0 } = found;
    if (typeof blockhash !== 'string' || confirmations < 1) return { kind: 'waiting' };
    return {
      kind: 'in_block',
      place: { blockHash: blockhash, height: head - confirmations + 1 },
      confirmations,
    };
  }

  async pay({ address, amount }: WithdrawalRow): Promise<string> {
    const txid = await this.#node.send(address, amount);
    const found = await this.find(txid);
    if (found?.hex !== undefined) this.#world.store.writeMeta(`raw ${txid}`, found.hex);
    return txid;
  }

  close(): Promise<void> {
    return this.#node.stop();
  }
}
