import { type EvmNode, tokenTransfer } from '../../../tools/chains/index.ts';
import { formatUnits, units } from '../ledger/money.ts';
import type { DepositRow, WithdrawalRow } from '../rows.ts';
import { findRule } from '../transfers/assets.ts';
import { noteDeposit, updateDeposit, type Whereabouts } from '../transfers/deposits.ts';
import type { World } from '../world.ts';
import {
  type EvmBlock,
  findReceipt,
  type Moved,
  readBlock,
  readMoved,
  readPool,
} from './evm-read.ts';
import { TOKENS, type Token } from './evm-tokens.ts';
import type { EvmWallet } from './evm-wallet.ts';
import { NOT_FINAL, sentWithdrawals, updateWithdrawal } from './follow-withdrawals.ts';
import type { Network } from './network.ts';

const SCANNED = 'evm scanned';
/** How far back the blocks are read again when the chain was reorganised. */
const REWIND = 32;
/** The asset that is paid to one address for all, with the customer's number as a memo. */
export const MEMO_ASSET = 'NVK';

interface Scanned {
  readonly height: number;
  readonly hash: string;
}

/** The exchange on Ethereum: an address for every user, one shared address for the coin with memos. */
export class Ethereum implements Network {
  readonly name = 'Ethereum';
  readonly url: string;
  readonly #world: World;
  readonly #node: EvmNode;
  readonly #wallet: EvmWallet;
  readonly #contracts: ReadonlyMap<string, string>;
  readonly #users: ReadonlyMap<string, string>;
  readonly #senders: ReadonlyMap<string, string>;
  /** Hash of the newest block that was looked at. */
  #head = '';

  constructor(parts: {
    readonly world: World;
    readonly node: EvmNode;
    readonly wallet: EvmWallet;
    readonly contracts: ReadonlyMap<string, string>;
  }) {
    this.#world = parts.world;
    this.#node = parts.node;
    this.#wallet = parts.wallet;
    this.#contracts = parts.contracts;
    this.url = parts.node.url;
    const ids = parts.world.users.all().map(({ id }) => id);
    this.#users = new Map(ids.map((id) => [parts.wallet.address(`user ${id}`), id]));
    this.#senders = new Map(ids.map((id) => [parts.wallet.address(`outside ${id}`), id]));
  }

  contractOf(asset: string): string | null | undefined {
    if (asset === 'ETH') return null;
    const isKept = TOKENS.some(({ symbol, standing }) => symbol === asset && standing === 'kept');
    return isKept ? this.#contracts.get(asset) : undefined;
  }

  addressOf(userId: string, asset: string): string {
    return this.#wallet.account(asset === MEMO_ASSET ? 'shared' : `user ${userId}`).address;
  }

  ownerOf(address: string) {
    const wanted = address.toLowerCase();
    if (wanted === this.#wallet.address('shared')) return { userId: null, asset: MEMO_ASSET };
    if (wanted === this.#wallet.address('hot')) return { userId: null, asset: null };
    const userId = this.#users.get(wanted);
    return userId === undefined ? undefined : { userId, asset: null };
  }

  async follow(): Promise<void> {
    const block = await this.#node.rpc<{ number: string; hash: string }>('eth_getBlockByNumber', [
      'latest',
      false,
    ]);
    const head = Number(block.number);
    const isNew = block.hash !== this.#head;
    this.#head = block.hash;
    await this.#readBlocks(head);
    for (const transaction of await readPool(this.#node)) this.#note(readMoved(transaction));
    // What is in a block stays there until there is another head.
    for (const row of this.#world.deposits.holding(NOT_FINAL))
      if (row.network === this.name && row.txid !== null && (isNew || row.place === null))
        await this.#updateDeposit(row, head);
    for (const row of sentWithdrawals(this.#world, this.name)) {
      if (!isNew && row.place !== null) continue;
      const found: Whereabouts[] = [];
      for (const txid of row.txids) found.push(await this.#whereabouts(txid, head));
      updateWithdrawal(this.#world, row, found);
    }
  }

  async #readBlocks(head: number): Promise<void> {
    const kept = this.#world.store.readMeta(SCANNED);
    let scanned: Scanned | null = kept === undefined ? null : (JSON.parse(kept) as Scanned);
    for (;;) {
      const height = (scanned?.height ?? -1) + 1;
      if (height > head) return;
      const block = await readBlock(this.#node, height);
      if (block === null) return;
      if (scanned !== null && block.parentHash !== scanned.hash)
        scanned = await this.#rewind(scanned.height);
      else scanned = this.#readBlock(block);
      this.#world.store.writeMeta(SCANNED, JSON.stringify(scanned));
    }
  }

  async #rewind(from: number): Promise<Scanned | null> {
    const block = await readBlock(this.#node, Math.max(0, from - REWIND));
    return block === null ? null : { height: block.number, hash: block.hash };
  }

  #readBlock(block: EvmBlock): Scanned {
    for (const transaction of block.transactions) this.#note(readMoved(transaction));
    return { height: block.number, hash: block.hash };
  }

  /** Whose coins these are: by the address, by the memo, or, where it is missing, by the wallet they came from. */
  #ownerOf(moved: Moved): { userId: string; isMemoMissing: boolean } | undefined {
    const direct = this.#users.get(moved.to);
    if (direct !== undefined) return { userId: direct, isMemoMissing: false };
    if (moved.to !== this.#wallet.address('shared')) return undefined;
    const named = moved.memo === null ? undefined : this.#world.users.find(moved.memo);
    if (named !== undefined) return { userId: named.id, isMemoMissing: false };
    const sender = this.#senders.get(moved.from);
    return sender === undefined ? undefined : { userId: sender, isMemoMissing: true };
  }

  #tokenOf(contract: string | null): Token | undefined {
    if (contract === null) return { symbol: 'ETH', decimals: 18, standing: 'kept', supply: 0n };
    return TOKENS.find(({ symbol }) => this.#contracts.get(symbol) === contract);
  }

  #note(moved: Moved | null): void {
    if (moved === null || moved.units === 0n) return;
    const owner = this.#ownerOf(moved);
    const token = this.#tokenOf(moved.contract);
    if (owner === undefined || token === undefined) return;
    const rule = findRule(this.#world, token.symbol, this.name);
    const misses = owner.isMemoMissing && token.symbol === MEMO_ASSET;
    noteDeposit(this.#world, {
      ...{ userId: owner.userId, asset: token.symbol, network: this.name },
      amountText: formatUnits(moved.units, token.decimals),
      ...{ txid: moved.txid, outputIndex: 0, contract: moved.contract, memo: moved.memo },
      address: moved.to,
      fault: token.standing === 'kept' ? (misses ? 'missing_memo' : null) : token.standing,
      confirmationsNeeded: rule?.confirmationsNeeded ?? 32,
    });
  }

  async #whereabouts(txid: string, head: number): Promise<Whereabouts> {
    const receipt = await findReceipt(this.#node, txid);
    if (receipt !== null && !receipt.hasFailed)
      return {
        kind: 'in_block',
        place: { blockHash: receipt.blockHash, height: receipt.height },
        confirmations: Math.max(1, head - receipt.height + 1),
      };
    const known = await this.#node.rpc<object | null>('eth_getTransactionByHash', [txid]);
    return { kind: known === null || receipt?.hasFailed === true ? 'gone' : 'waiting' };
  }

  async #updateDeposit(row: DepositRow, head: number): Promise<void> {
    if (row.txid === null) return;
    updateDeposit(this.#world, row, await this.#whereabouts(row.txid, head));
  }

  async pay(row: WithdrawalRow): Promise<string> {
    const { txid, raw } = await this.#wallet.send('hot', this.callFor(row));
    this.#world.store.writeMeta(`raw ${txid}`, raw);
    return txid;
  }

  /** The transaction of a withdrawal, as yet unsigned. */
  callFor({ asset, amount, address }: Pick<WithdrawalRow, 'asset' | 'amount' | 'address'>) {
    const contract = this.contractOf(asset);
    if (contract === undefined) throw new Error(`${asset} is not kept on ${this.name}`);
    return contract === null
      ? { to: address, value: units(amount, asset) }
      : { to: contract, data: tokenTransfer(address, units(amount, asset)) };
  }

  close(): Promise<void> {
    return this.#node.stop();
  }
}
