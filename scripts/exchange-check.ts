/**
 * `npm run exchange:check -- --url https://… --key-id … --secret … --user …`: asks a server everything that the
 * exchange's support API promises (docs/exchange-api.yaml). Exit code 0: nothing failed; 1: something did; 2: usage.
 */
import { parseArgs } from 'node:util';
import { createAskExchange } from './exchange-check/ask-exchange.ts';
import { checksOf, type Result, runChecks } from './exchange-check/run-checks.ts';

const USAGE = `npm run exchange:check -- --url URL --key-id ID --secret BASE64 --user USER-ID

  --url                    scheme, host and port of the server
  --key-id, --secret       a key with the scopes support and events; the secret in base64
  --user                   a user made for tests; a code may be mailed to it
  --other-user             another user, whose data must not be told to the first one
  --identifier             what the test user signs in with, to compare known and unknown people
  --pair                   a market, where the test user has no order
  --compliance-key-id, --compliance-secret
                           a key with the scope compliance
  --certificate, --key, --ca
                           PEM files for mutual TLS
  --with-actions           also lock, unlock and so on; changes the test user
  --json                   the report as JSON on standard output

What is not given is taken from the settings of Mainstay: MAINSTAY_EXCHANGE_URL, _KEY_ID, _SECRET,
_COMPLIANCE_KEY_ID and _COMPLIANCE_SECRET.`;

const OPTIONS = {
  url: { type: 'string' },
  'key-id': { type: 'string' },
  secret: { type: 'string' },
  user: { type: 'string' },
  'other-user': { type: 'string' },
  identifier: { type: 'string' },
  pair: { type: 'string' },
  'compliance-key-id': { type: 'string' },
  'compliance-secret': { type: 'string' },
  certificate: { type: 'string' },
  key: { type: 'string' },
  ca: { type: 'string' },
  'with-actions': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const giveUp = (sentence: string): never => {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exit(2);
};

const readArguments = () => {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
};

/** Secrets on a command line are seen by everybody on the machine; the product's own settings serve as well. */
const fromEnvironment = {
  url: process.env.MAINSTAY_EXCHANGE_URL,
  'key-id': process.env.MAINSTAY_EXCHANGE_KEY_ID,
  secret: process.env.MAINSTAY_EXCHANGE_SECRET,
  'compliance-key-id': process.env.MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID,
  'compliance-secret': process.env.MAINSTAY_EXCHANGE_COMPLIANCE_SECRET,
};

const given = { ...fromEnvironment, ...readArguments() };
if (given.help) {
  console.log(USAGE);
  process.exit(0);
}

const needed = (name: 'url' | 'key-id' | 'secret' | 'user'): string =>
  given[name] ?? giveUp(`--${name} is missing.`);

const keyOf = (keyId: string, secret: string) => ({
  keyId,
  secret: new Uint8Array(Buffer.from(secret, 'base64')),
});

const url = needed('url').replace(/\/+$/, '');
if (!URL.canParse(url) || new URL(url).origin !== url) {
  giveUp('--url must be scheme, host and port, without a path.');
}
if (given['other-user'] === given.user && given.user !== undefined) {
  giveUp('--other-user must be another user than --user.');
}
const supportKey = keyOf(needed('key-id'), needed('secret'));
const complianceKey =
  given['compliance-key-id'] === undefined || given['compliance-secret'] === undefined
    ? null
    : keyOf(given['compliance-key-id'], given['compliance-secret']);

const ask = createAskExchange({
  url,
  key: supportKey,
  complianceKey,
  certificateFile: given.certificate ?? null,
  keyFile: given.key ?? null,
  caFile: given.ca ?? null,
});

const WORDS = { pass: 'ok    ', fail: 'FAILED', warn: 'warn  ', skip: '-     ' } as const;
let group = '';
const tell = (result: Result): void => {
  if (given.json) return;
  if (result.group !== group) {
    group = result.group;
    console.log(`\n${group}`);
  }
  console.log(`  ${WORDS[result.outcome]}  ${result.title}`);
  if (result.found !== null) console.log(`          ${result.found}`);
  if (result.hint !== null) console.log(`          to mend it: ${result.hint}`);
};

const results = await runChecks(
  {
    ask,
    userId: needed('user'),
    otherUserId: given['other-user'] ?? null,
    identifier: given.identifier ?? null,
    pair: given.pair ?? null,
    supportKey,
    complianceKey,
  },
  checksOf(given['with-actions']),
  tell,
);
ask.close();

const count = (outcome: Result['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length;
const counts = {
  passed: count('pass'),
  failed: count('fail'),
  warned: count('warn'),
  skipped: count('skip'),
};
if (given.json) {
  console.log(JSON.stringify({ url, at: new Date().toISOString(), counts, results }, null, 2));
} else {
  console.log(
    `\n${counts.passed} passed, ${counts.failed} failed, ${counts.warned} with a warning, ${counts.skipped} not asked`,
  );
  if (!given['with-actions']) console.log('Actions were not asked: --with-actions does.');
}
process.exit(counts.failed === 0 ? 0 : 1);
