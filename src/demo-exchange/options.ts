import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const key = z.strictObject({
  keyId: z.string(),
  /** Base64. */
  secret: z.string(),
  scopes: z.array(z.enum(['support', 'compliance', 'events'])),
});

/** What the process of the demo exchange is told, as one line of JSON on its standard input, which then stays open. */
export const demoExchangeOptions = z.strictObject({
  host: z.string(),
  /** 0: any free one. */
  port: z.int().min(0).max(65_535),
  /** Null: everything is kept in memory. */
  dataDir: z.string().nullable(),
  /** Where the messenger comes from, for example `http://localhost:7300`. */
  supportOrigin: z.string(),
  /** The `aud` that the support installation expects. */
  audience: z.string(),
  /** The exchange's private ES256 key (JWK) with its `kid`. */
  signingKey: z.record(z.string(), z.string()),
  /** Keys of the support contract. */
  keys: z.array(key),
  /** Where events are told; null: nowhere, they are polled only. */
  webhook: z.strictObject({ url: z.string(), secret: z.string() }).nullable(),
  /** With which scenes are played for any user. */
  scenesToken: z.string().min(16),
  /** Null: without chains. */
  chains: z
    .strictObject({
      evmPort: port,
      bitcoinPort: port,
      bitcoinWalletPort: port,
      bitcoinKey: z.string(),
      evmBlockSeconds: z.number().positive(),
      bitcoinBlockSeconds: z.number().positive(),
    })
    .nullable(),
  /** Makes the markets move the same way again. */
  seed: z.int(),
});
export type DemoExchangeOptions = z.infer<typeof demoExchangeOptions>;

/** The line on its standard input after which the process starts the chains' nodes. */
export const START_CHAINS = 'start-chains';

/** What the process says, a line of JSON each. */
export type DemoExchangeNews =
  | { readonly say: string }
  | { readonly ready: { readonly origin: string } };

/** Exit code with which the process asks to be started again on a ledger of its own that begins anew. */
export const BEGINS_ANEW = 75;
