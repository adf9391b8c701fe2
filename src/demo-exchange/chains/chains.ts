import { setTimeout as sleep } from 'node:timers/promises';
import { ensureChainTools, NodeNotStarted } from '../../../tools/chains/index.ts';
import { mayBelongTo, recogniseAddress } from '../../core/chain/recognise.ts';
import type { WithdrawalRow } from '../rows.ts';
import { sha256 } from '../sha256.ts';
import { isChainNetwork, NETWORK_FAMILIES, type NetworkState } from '../transfers/assets.ts';
import { bookSent, enterStage } from '../transfers/withdraw.ts';
import type { World } from '../world.ts';
import type { BitcoinStage } from './bitcoin-stage.ts';
import { Ethereum } from './ethereum.ts';
import type { EvmStage } from './evm-stage.ts';
import { NOT_FINAL, sentWithdrawals } from './follow-withdrawals.ts';
import type { Network } from './network.ts';
import { ChainIsAnother, type NodeOptions, openBitcoin, openEthereum } from './open-networks.ts';

const FOLLOW_MS = 1_000;

const ATTEMPTS = 4;
const PAUSE_MS = 2_000;

/** The node of an exchange that was killed takes a moment to leave its port and its files. */
const patiently = async <T>(open: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof NodeNotStarted) || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
};

/** What the exchange says of its networks as a whole. */
export type ChainsState = 'starting' | 'ready' | 'missing';

/**
 * The chains beside the exchange. They come up in the background: until then their networks are closed, and where
 * they cannot be started they stay closed.
 */
export class Chains implements NetworkState {
  state: ChainsState = 'starting';
  readonly #world: World;
  readonly #networks = new Map<string, Network>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #down = new Set<string>();
  readonly #looks = new Map<string, () => Promise<void>>();
  readonly #say: (sentence: string) => void;
  #isClosed = false;
  evmStage: EvmStage | undefined;
  bitcoinStage: BitcoinStage | undefined;
  /** Withdrawals that a scene sends in its own way. */
  readonly payers = new Map<string, (row: WithdrawalRow) => Promise<readonly string[]>>();

  constructor(world: World, say: (sentence: string) => void) {
    this.#world = world;
    this.#say = say;
  }

  /** Starts the nodes; throws `ChainIsAnother` alone. Whatever else fails leaves the networks closed. */
  async start(options: NodeOptions): Promise<void> {
    try {
      await ensureChainTools(this.#say);
      if (this.#isClosed) return;
      const [ethereum, bitcoin] = await Promise.allSettled([
        patiently(() => openEthereum(this.#world, options)),
        patiently(() => openBitcoin(this.#world, options)),
      ]);
      if (ethereum.status === 'fulfilled') {
        this.evmStage = ethereum.value.stage;
        await this.#take(ethereum.value.network);
      } else this.#refuse(ethereum.reason);
      if (bitcoin.status === 'fulfilled') {
        this.bitcoinStage = bitcoin.value.stage;
        await this.#take(bitcoin.value.network);
        this.#every(options.bitcoinBlockSeconds * 1_000, 'Bitcoin', bitcoin.value.mineOne);
      } else this.#refuse(bitcoin.reason);
      this.state = this.#networks.size > 0 ? 'ready' : 'missing';
    } catch (error) {
      this.state = 'missing';
      this.#refuse(error);
    }
    if (!this.#isClosed) this.#world.emit('platform_changed', null, null);
  }

  #refuse(error: unknown): void {
    if (error instanceof ChainIsAnother) throw error;
    this.#say(error instanceof Error ? error.message : String(error));
  }

  async #take(network: Network): Promise<void> {
    if (this.#isClosed) {
      await network.close();
      return;
    }
    this.#networks.set(network.name, network);
    await this.#sendLost(network.name);
    this.#looks.set(
      network.name,
      this.#every(FOLLOW_MS, network.name, () => network.follow()),
    );
  }

  /** What a node that was killed forgot goes out again, unchanged. */
  async #sendLost(name: string): Promise<void> {
    const stage = name === 'Bitcoin' ? this.bitcoinStage : this.evmStage;
    const deposits = this.#world.deposits
      .holding(NOT_FINAL)
      .filter(({ network }) => network === name);
    const txids = [
      ...deposits.map(({ txid }) => txid),
      ...sentWithdrawals(this.#world, name).flatMap((row) => row.txids.slice(-1)),
    ];
    // A node that knows it already says so, and that is all right.
    for (const txid of txids)
      if (txid !== null) await stage?.sendAgain(txid).catch(() => undefined);
  }

  /** Runs again and again, one at a time; what fails is told once, and the network is closed until it works again. */
  #every(ms: number, name: string, run: () => Promise<unknown>): () => Promise<void> {
    let isRunning = false;
    const once = async (): Promise<void> => {
      if (isRunning || this.#isClosed) return;
      isRunning = true;
      try {
        await run();
        this.#down.delete(name);
      } catch (error) {
        if (!this.#isClosed && !this.#down.has(name)) {
          this.#down.add(name);
          this.#say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      } finally {
        isRunning = false;
      }
    };
    this.#timers.push(setInterval(() => void once(), ms));
    return once;
  }

  /** Reads what is new on a network now, and not only when its time comes. */
  async look(network: string): Promise<void> {
    await this.#looks.get(network)?.();
  }

  isOpen(network: string): boolean {
    return this.#networks.has(network) && !this.#down.has(network);
  }

  contractOf(asset: string, network: string): string | null | undefined {
    return this.#networks.get(network)?.contractOf(asset);
  }

  /** Null where the network is closed. */
  addressOf(userId: string, asset: string, network: string): string | null {
    const found = this.#networks.get(network);
    return found?.contractOf(asset) === undefined ? null : found.addressOf(userId, asset);
  }

  ownerOf(address: string) {
    for (const network of this.#networks.values()) {
      const owner = network.ownerOf(address);
      if (owner !== undefined) return { ...owner, network: network.name };
    }
    return undefined;
  }

  isAddress(network: string, address: string): boolean {
    if (!isChainNetwork(network)) return false;
    return mayBelongTo(recogniseAddress(address, sha256), NETWORK_FAMILIES[network].family);
  }

  /** The transaction with which a withdrawal would be paid on Ethereum, unsigned; undefined while it is closed. */
  callFor(row: WithdrawalRow) {
    const ethereum = this.#networks.get('Ethereum');
    return ethereum instanceof Ethereum ? ethereum.callFor(row) : undefined;
  }

  rpcUrls(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#networks].map(([name, { url }]) => [name, url]));
  }

  /** Signs and sends a withdrawal that is due, and books it. */
  async pay(row: WithdrawalRow): Promise<void> {
    const network = this.#networks.get(row.network);
    if (network === undefined) return;
    const own = this.payers.get(row.withdrawalId);
    this.payers.delete(row.withdrawalId);
    // Nothing may take it up a second time while it is being sent.
    this.#world.withdrawals.put({ ...row, nextAt: null });
    const txids = own === undefined ? [await network.pay(row)] : await own(row);
    const now = this.#world.withdrawals.find(row.withdrawalId) ?? row;
    this.#world.store.atomically(() => {
      bookSent(this.#world, now);
      enterStage(this.#world, now, 'broadcast', {
        ...{ txids: [...txids], nextAt: null, expectedBy: null },
        waitsFor: 'network_confirmation',
      });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.allSettled([...this.#networks.values()].map((network) => network.close()));
  }
}
