import { createHash } from 'node:crypto';
import { type Hex, hexToBigInt } from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import type { EvmNode } from '../../../tools/chains/index.ts';

const GWEI = 10n ** 9n;
const GAS_TRANSFER = 21_000n;
const GAS_CALL = 120_000n;

export interface Call {
  readonly to: string;
  readonly value?: bigint;
  readonly data?: Hex;
  /** The next one of the account when absent. */
  readonly nonce?: number;
  /** Times the usual fee. */
  readonly feeTimes?: bigint;
}

export interface Sent {
  readonly txid: string;
  readonly raw: Hex;
}

/** Keys made of one secret, by the name of what they are for; transactions signed here, never by the node. */
export class EvmWallet {
  readonly #node: EvmNode;
  readonly #secret: string;
  readonly #accounts = new Map<string, PrivateKeyAccount>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(node: EvmNode, secret: string) {
    this.#node = node;
    this.#secret = secret;
  }

  account(name: string): PrivateKeyAccount {
    const known = this.#accounts.get(name);
    if (known !== undefined) return known;
    const key = createHash('sha256').update(`${this.#secret}/${name}`).digest('hex');
    const account = privateKeyToAccount(`0x${key}`);
    this.#accounts.set(name, account);
    return account;
  }

  /** Lower case, as it is compared. */
  address(name: string): string {
    return this.account(name).address.toLowerCase();
  }

  /** Signs and sends; the transactions of one account go one after the other. */
  send(name: string, call: Call): Promise<Sent> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const sending = before.then(
      () => this.#send(name, call),
      () => this.#send(name, call),
    );
    this.#queues.set(name, sending);
    return sending;
  }

  async #send(name: string, call: Call): Promise<Sent> {
    const account = this.account(name);
    const count = await this.#node.rpc<Hex>('eth_getTransactionCount', [
      account.address,
      'pending',
    ]);
    const raw = await account.signTransaction({
      chainId: this.#node.chainId,
      type: 'eip1559',
      nonce: call.nonce ?? Number(hexToBigInt(count)),
      to: call.to as Hex,
      value: call.value ?? 0n,
      ...(call.data === undefined ? {} : { data: call.data }),
      gas: call.data === undefined ? GAS_TRANSFER : GAS_CALL,
      maxFeePerGas: 4n * GWEI * (call.feeTimes ?? 1n),
      maxPriorityFeePerGas: GWEI * (call.feeTimes ?? 1n),
    });
    const txid = await this.#node.rpc<string>('eth_sendRawTransaction', [raw]);
    return { txid, raw };
  }

  /** Gives an account some of the network's own coin, as the first block of a network may. */
  async fund(name: string, wei: bigint): Promise<void> {
    const balance = `0x${wei.toString(16)}`;
    await this.#node.rpc('anvil_setBalance', [this.account(name).address, balance]);
  }
}
