import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ChainConfig } from './config.ts';
import { existingFile } from './parse-setting.ts';
import type { SettingNote } from './settings.ts';

const MAX_DECIMALS = 36;
const url = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be http:// or https://');
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

const chainSchema = z.discriminatedUnion('family', [
  z.strictObject({
    name,
    family: z.literal('evm'),
    url,
    chainId: z.int().positive(),
    symbol: z.string().regex(/^[A-Za-z0-9]{1,12}$/),
    decimals: z.int().min(0).max(MAX_DECIMALS).default(18),
    /** What a block usually takes. */
    blockSeconds: z.number().positive().default(12),
  }),
  z.strictObject({
    name,
    family: z.literal('bitcoin'),
    url,
    network: z.enum(['main', 'test', 'testnet4', 'signet', 'regtest']).default('main'),
  }),
]);
const chainsSchema = z
  .array(chainSchema)
  .refine((chains) => new Set(chains.map((chain) => chain.name)).size === chains.length);

const readChains = (text: string): readonly ChainConfig[] | undefined => {
  try {
    const json = text.startsWith('[') ? text : readFileSync(text, 'utf8');
    return chainsSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
};

const chains = () =>
  z.string().transform((text, context): readonly ChainConfig[] => {
    const read = readChains(text.trim());
    if (read !== undefined) return read;
    context.addIssue({
      code: 'custom',
      message:
        'must be a JSON list (or a file with one) of chains with different names: {"name","family":"evm","url","chainId","symbol"} or {"name","family":"bitcoin","url","network"}',
    });
    return z.NEVER;
  });

/** Nodes of the networks whose transactions support may look at. */
export const chainSettings = {
  MAINSTAY_CHAINS: chains().optional(),
  MAINSTAY_ADDRESS_LABELS: existingFile().optional(),
};

const section = 'Chains';
/** The nodes that the demo exchange starts. */
const DEMO_CHAINS = JSON.stringify([
  {
    name: 'ethereum',
    family: 'evm',
    url: 'http://127.0.0.1:7311',
    chainId: 31_337,
    symbol: 'ETH',
    blockSeconds: 4,
  },
  {
    name: 'bitcoin',
    family: 'bitcoin',
    url: 'http://x:regtest-of-this-machine@127.0.0.1:7312',
    network: 'regtest',
  },
]);

export const CHAIN_NOTES: Readonly<Record<keyof typeof chainSettings, SettingNote>> = {
  MAINSTAY_CHAINS: {
    section,
    says: 'Nodes of the networks whose transactions support may look at: a JSON list or a file with one. Names are those that the exchange uses in "chain". Without it, nothing is said of chains.',
    secret: true,
    demo: DEMO_CHAINS,
    example:
      '[{"name":"ethereum","family":"evm","url":"https://node.internal:8545","chainId":1,"symbol":"ETH"},{"name":"bitcoin","family":"bitcoin","url":"http://user:password@node.internal:8332","network":"main"}]',
  },
  MAINSTAY_ADDRESS_LABELS: {
    section,
    says: 'File with known addresses, one a line: chain,address,kind,name; kinds are exchange, bridge, mixer, gambling, service, contract, suspect and victim. Read at every start.',
    example: '/etc/mainstay/address-labels.csv',
  },
};
