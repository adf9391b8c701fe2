import { decodeBase58, decodeBase58Check } from '../secrets/base58.ts';
import type { Sha256 } from '../secrets/mnemonic-checksum.ts';
import { decodeWitnessAddress } from './bech32.ts';

/** Kinds of chains whose ids and addresses can be told apart by their form. */
export type NetworkKind = 'evm' | 'bitcoin' | 'bitcoin_test' | 'litecoin' | 'tron' | 'solana';

export interface Recognised {
  /** Chains it may belong to; empty when it has the form of none. */
  readonly networks: readonly NetworkKind[];
  /** As the chain writes it: EVM in lower case, everything else as given. Null when it has no known form. */
  readonly normal: string | null;
  /**
   * The form is right and the checksum is not: most likely a character is wrong or missing. False where the form
   * carries no checksum.
   */
  readonly mistyped: boolean;
}

const NOTHING: Recognised = { networks: [], normal: null, mistyped: false };
const found = (normal: string, ...networks: readonly NetworkKind[]): Recognised => ({
  networks,
  normal,
  mistyped: false,
});
const mistyped = (...networks: readonly NetworkKind[]): Recognised => ({
  networks,
  normal: null,
  mistyped: true,
});

const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Which chains a transaction id may belong to, by its form alone. `0x` and 64 hexadecimal digits: EVM. 64 digits
 * without it: Bitcoin, Litecoin, Tron, or an EVM id whose beginning was lost. 64 bytes in base58: Solana.
 */
export const recogniseTransactionId = (text: string): Recognised => {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]{64}$/i.test(trimmed)) return found(trimmed.toLowerCase(), 'evm');
  if (/^[0-9a-f]{64}$/i.test(trimmed)) {
    return found(trimmed.toLowerCase(), 'bitcoin', 'bitcoin_test', 'litecoin', 'tron', 'evm');
  }
  if (/^0x[0-9a-f]{60,68}$/i.test(trimmed)) return mistyped('evm');
  if (/^[1-9A-HJ-NP-Za-km-z]{86,90}$/.test(trimmed)) {
    const bytes = decodeBase58(trimmed, SIGNATURE_BYTES)?.length;
    return bytes === SIGNATURE_BYTES ? found(trimmed, 'solana') : NOTHING;
  }
  return NOTHING;
};

const WITNESS_PREFIXES: Readonly<Record<string, NetworkKind>> = {
  bc: 'bitcoin',
  tb: 'bitcoin_test',
  bcrt: 'bitcoin_test',
  // bcoin's own test network.
  rb: 'bitcoin_test',
  ltc: 'litecoin',
};

/** First byte of a base58check address. */
const VERSION_BYTES: Readonly<Record<number, NetworkKind>> = {
  0: 'bitcoin',
  5: 'bitcoin',
  48: 'litecoin',
  50: 'litecoin',
  65: 'tron',
  111: 'bitcoin_test',
  196: 'bitcoin_test',
};
const HASHED_ADDRESS_BYTES = 21;

const recogniseBase58 = (text: string, sha256: Sha256): Recognised => {
  const payload = decodeBase58Check(text, HASHED_ADDRESS_BYTES + 4, sha256);
  const network = payload && VERSION_BYTES[payload[0] ?? -1];
  if (network !== undefined && payload?.length === HASHED_ADDRESS_BYTES)
    return found(text, network);
  // Solana's addresses are bare 32 bytes: no checksum.
  if (text.length >= 32 && decodeBase58(text, HASH_BYTES)?.length === HASH_BYTES) {
    return found(text, 'solana');
  }
  if (/^T.{33}$/.test(text)) return mistyped('tron');
  if (/^[13].{25,34}$/.test(text)) return mistyped('bitcoin');
  if (/^[mn2].{25,34}$/.test(text)) return mistyped('bitcoin_test');
  return NOTHING;
};

/** Which chains an address belongs to. `sha256` checks base58 addresses; bech32 carries a checksum of its own. */
export const recogniseAddress = (text: string, sha256: Sha256): Recognised => {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]{40}$/i.test(trimmed)) return found(trimmed.toLowerCase(), 'evm');
  if (/^0x[0-9a-f]{36,44}$/i.test(trimmed)) return mistyped('evm');
  const [, prefix = ''] = /^(bcrt|bc|tb|rb|ltc)1[0-9a-z]+$/i.exec(trimmed) ?? [];
  const network = WITNESS_PREFIXES[prefix.toLowerCase()];
  if (network !== undefined) {
    return decodeWitnessAddress(trimmed)
      ? found(trimmed.toLowerCase(), network)
      : mistyped(network);
  }
  return /^[1-9A-HJ-NP-Za-km-z]{25,44}$/.test(trimmed) ? recogniseBase58(trimmed, sha256) : NOTHING;
};

const FAMILY_OF: Readonly<Record<NetworkKind, 'evm' | 'bitcoin' | null>> = {
  evm: 'evm',
  bitcoin: 'bitcoin',
  bitcoin_test: 'bitcoin',
  litecoin: null,
  tron: null,
  solana: null,
};

/** Whether something of this form may belong to a chain of the family. */
export const mayBelongTo = (recognised: Recognised, family: 'evm' | 'bitcoin'): boolean =>
  recognised.networks.some((network) => FAMILY_OF[network] === family);
