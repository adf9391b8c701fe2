import type { Asset } from '../../ports/chain.ts';
import { codeOf, type EvmRpc } from './evm-rpc.ts';

const SYMBOL = '0x95d89b41';
const DECIMALS = '0x313ce567';
const WORD = 64;
const MAX_DECIMALS = 77;
const MAX_SYMBOL_CHARS = 16;

/** `string` as the ABI lays it out (offset, length, bytes), or the `bytes32` of early tokens. */
const readText = (hex: string): string | null => {
  const data = hex.slice(2);
  const bytes =
    data.length > WORD
      ? Buffer.from(data.slice(2 * WORD), 'hex').subarray(
          0,
          Number(`0x${data.slice(WORD, 2 * WORD)}`),
        )
      : Buffer.from(data, 'hex');
  const text = bytes.toString('utf8').replaceAll('\0', '');
  // A contract may say anything, also what only looks like a known symbol.
  return /^[\x21-\x7e]+$/.test(text) && text.length <= MAX_SYMBOL_CHARS ? text : null;
};

const readDecimals = (hex: string): number | null => {
  const decimals = /^0x[0-9a-f]{64}$/.test(hex) ? BigInt(hex) : -1n;
  return decimals >= 0n && decimals <= BigInt(MAX_DECIMALS) ? Number(decimals) : null;
};

export type Token = Extract<Asset, { kind: 'token' }>;

/** What token contracts say of themselves, asked once. */
export const createTokenFacts = (rpc: EvmRpc): ((contract: string) => Promise<Token>) => {
  const known = new Map<string, Promise<Token>>();
  const call = async (contract: string, data: string): Promise<string> => {
    try {
      return await rpc.request<string>('eth_call', [{ to: contract, data }, 'latest']);
    } catch (error) {
      // Reverted: it does not have the function.
      if (codeOf(error) !== undefined) return '0x';
      throw error;
    }
  };
  const ask = async (contract: string): Promise<Token> => {
    const [symbol, decimals] = await Promise.all([
      call(contract, SYMBOL),
      call(contract, DECIMALS),
    ]);
    return { kind: 'token', contract, symbol: readText(symbol), decimals: readDecimals(decimals) };
  };
  return (contract) => {
    const lower = contract.toLowerCase();
    const asked = known.get(lower) ?? ask(lower);
    known.set(lower, asked);
    asked.catch(() => known.delete(lower));
    return asked;
  };
};
