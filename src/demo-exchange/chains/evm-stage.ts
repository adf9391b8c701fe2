import { type Hex, toHex } from 'viem';
import { type EvmNode, tokenTransfer } from '../../../tools/chains/index.ts';
import { parseUnits } from '../ledger/money.ts';
import type { World } from '../world.ts';
import { type Ethereum, MEMO_ASSET } from './ethereum.ts';
import { TOKENS } from './evm-tokens.ts';
import type { EvmWallet } from './evm-wallet.ts';
import type { Payment, Stage } from './network.ts';

const FIRST_COINS = 10n ** 20n;

/** The world outside the exchange on Ethereum, for its scenes: every user has a wallet of their own there. */
export class EvmStage implements Stage {
  readonly #world: World;
  readonly #node: EvmNode;
  readonly #wallet: EvmWallet;
  readonly #exchange: Ethereum;
  readonly #contracts: ReadonlyMap<string, string>;

  constructor(parts: {
    readonly world: World;
    readonly node: EvmNode;
    readonly wallet: EvmWallet;
    readonly exchange: Ethereum;
    readonly contracts: ReadonlyMap<string, string>;
  }) {
    this.#world = parts.world;
    this.#node = parts.node;
    this.#wallet = parts.wallet;
    this.#exchange = parts.exchange;
    this.#contracts = parts.contracts;
  }

  /** A payment to the user's address, or to the shared one with the memo of the user. */
  deposit(payment: Payment): Promise<string> {
    return this.#transfer(payment, payment.asset === MEMO_ASSET ? payment.userId : null);
  }

  depositWithoutMemo(payment: Payment): Promise<string> {
    return this.#transfer(payment, null);
  }

  async #transfer({ userId, asset, amount }: Payment, memo: string | null): Promise<string> {
    const from = `outside ${userId}`;
    await this.#provide(from);
    const to = this.#exchange.addressOf(userId, asset);
    const contract = this.#contracts.get(asset);
    const decimals = TOKENS.find(({ symbol }) => symbol === asset)?.decimals ?? 18;
    const units = parseUnits(amount, decimals);
    if (units === null) throw new Error(`${amount} is no amount of ${asset}`);
    if (contract === undefined) return this.#remember(from, { to, value: units });
    await this.#giveTokens(from, contract, units);
    const words = memo === null ? '' : toHex(memo).slice(2);
    const data: Hex = `${tokenTransfer(to, units)}${words}`;
    return this.#remember(from, { to: contract, data });
  }

  async #remember(from: string, call: { to: string; value?: bigint; data?: Hex }): Promise<string> {
    const { txid, raw } = await this.#wallet.send(from, call);
    this.#world.store.writeMeta(`raw ${txid}`, raw);
    return txid;
  }

  /** Some coins for fees, once. */
  async #provide(name: string): Promise<void> {
    const balance = await this.#node.rpc<Hex>('eth_getBalance', [
      this.#wallet.account(name).address,
      'latest',
    ]);
    if (BigInt(balance) < FIRST_COINS / 2n) await this.#wallet.fund(name, FIRST_COINS);
  }

  /** The wallet's tokens come from the world outside, in a block before the one in which it pays. */
  async #giveTokens(name: string, contract: string, units: bigint): Promise<void> {
    await this.#provide('outside');
    const data = tokenTransfer(this.#wallet.account(name).address, units);
    await this.#wallet.send('outside', { to: contract, data });
  }

  /**
   * A payout that waits behind a gap: its account has a transaction to send before this one, and has not sent it.
   * `fillGap` sends the missing one, after which both are taken.
   */
  async payBehindGap(call: { to: string; value?: bigint; data?: Hex }): Promise<{
    readonly txid: string;
    readonly payer: string;
  }> {
    const payer = `payout ${this.#world.newId('p')}`;
    await this.#wallet.fund(payer, FIRST_COINS);
    if (call.data !== undefined) await this.#giveTokens(payer, call.to, tokensOf(call.data));
    else await this.#wallet.fund(payer, FIRST_COINS + (call.value ?? 0n));
    const { txid, raw } = await this.#wallet.send(payer, { ...call, nonce: 1 });
    this.#world.store.writeMeta(`raw ${txid}`, raw);
    return { txid, payer };
  }

  async fillGap(payer: string): Promise<void> {
    await this.#wallet.send(payer, { to: this.#wallet.address('hot'), value: 0n, nonce: 0 });
  }

  /** The same payout again, with three times the fee, in the place of the one before. */
  async payInstead(
    payer: string,
    call: { to: string; value?: bigint; data?: Hex },
    nonce: number,
  ): Promise<string> {
    const { txid, raw } = await this.#wallet.send(payer, { ...call, nonce, feeTimes: 3n });
    this.#world.store.writeMeta(`raw ${txid}`, raw);
    return txid;
  }

  reorganise(depth: number, keep: boolean): Promise<void> {
    return this.#node.reorganise(depth, keep);
  }

  drop(txid: string): Promise<void> {
    return this.#node.drop(txid);
  }

  async sendAgain(txid: string): Promise<void> {
    const raw = this.#world.store.readMeta(`raw ${txid}`);
    if (raw !== undefined) await this.#node.rpc('eth_sendRawTransaction', [raw]);
  }

  mine(blocks: number): Promise<void> {
    return this.#node.mine(blocks);
  }

  newAddress(): Promise<string> {
    return Promise.resolve(this.#wallet.account(this.#world.newId('elsewhere')).address);
  }
}

/** The amount of a call of `transfer`. */
const tokensOf = (data: Hex): bigint => BigInt(`0x${data.slice(74, 138)}`);
