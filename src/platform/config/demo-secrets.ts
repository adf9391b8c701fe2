import { createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const signingKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

const firstSecretsSchema = z.object({
  sessionSecret: z.string(),
  hashKey: z.string(),
  staffSecret: z.string(),
  pushPublicKey: z.string(),
  pushPrivateKey: z.string(),
  exchangeSigningKey: signingKeySchema,
});
/** Came with later versions: a file without them gets them on the next start. */
const laterSecretsSchema = z.object({
  /** Of the demo exchange's support API; base64. */
  exchangeSupportSecret: z.string(),
  exchangeComplianceSecret: z.string(),
  /** With which the demo exchange signs its events; Standard Webhooks, `whsec_…`. */
  exchangeWebhookSecret: z.string(),
});
const savedSchema = firstSecretsSchema.extend(laterSecretsSchema.partial().shape);

/** Secrets that the demo makes for itself on its first start; never good for production. */
export type DemoSecrets = z.infer<typeof firstSecretsSchema> & z.infer<typeof laterSecretsSchema>;
type SavedSecrets = z.infer<typeof savedSchema>;
/** The private key (ES256) with which the demo exchange signs identity tokens. */
export type SigningKey = z.infer<typeof signingKeySchema>;

const FILE_NAME = 'demo-secrets.json';
const SECRET_BYTES = 32;
export const DEMO_KEY_ID = 'demo-exchange';
/** Ids of the keys with which the demo calls its own exchange. */
export const DEMO_SUPPORT_KEY_ID = 'demo-support';
export const DEMO_COMPLIANCE_KEY_ID = 'demo-compliance';

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64');

const newSigningKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return signingKeySchema.parse({ ...privateKey.export({ format: 'jwk' }), kid: DEMO_KEY_ID });
};

const create = (): SavedSecrets => {
  const push = createECDH('prime256v1');
  push.generateKeys();
  return {
    sessionSecret: newSecret(),
    hashKey: newSecret(),
    staffSecret: newSecret(),
    pushPublicKey: push.getPublicKey('base64url'),
    // A private key with leading zero bytes is exported shorter than the 32 bytes that VAPID wants.
    pushPrivateKey: Buffer.concat([Buffer.alloc(SECRET_BYTES), push.getPrivateKey()])
      .subarray(-SECRET_BYTES)
      .toString('base64url'),
    exchangeSigningKey: newSigningKey(),
  };
};

const complete = (saved: SavedSecrets): DemoSecrets => ({
  ...saved,
  exchangeSupportSecret: saved.exchangeSupportSecret ?? newSecret(),
  exchangeComplianceSecret: saved.exchangeComplianceSecret ?? newSecret(),
  exchangeWebhookSecret: saved.exchangeWebhookSecret ?? `whsec_${newSecret()}`,
});

const isComplete = (saved: SavedSecrets): saved is DemoSecrets =>
  laterSecretsSchema.safeParse(saved).success;

/** Undefined when no demo has ever run on this data. */
export const findDemoSecrets = (dataDir: string): SavedSecrets | undefined => {
  const file = join(dataDir, FILE_NAME);
  return existsSync(file) ? savedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
};

/** Reads the demo's secrets, making them on the first start (file mode 0600). */
export const readOrCreateDemoSecrets = (dataDir: string): DemoSecrets => {
  const found = findDemoSecrets(dataDir);
  if (found !== undefined && isComplete(found)) return found;
  const secrets = complete(found ?? create());
  mkdirSync(dataDir, { recursive: true });
  const aside = join(dataDir, `${FILE_NAME}.${process.pid}`);
  writeFileSync(aside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, join(dataDir, FILE_NAME));
  return secrets;
};
