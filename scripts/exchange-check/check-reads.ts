import { ENDPOINTS, type EndpointName } from '../../src/contract/exchange/routes.ts';
import { type Check, fail, PASS, type Setting, skip, warn } from './check.ts';

const SLOW_MS = 1_000;

const SIMPLE = [
  'account',
  'verification',
  'feeTier',
  'restrictions',
  'security',
  'apiKeys',
  'payments',
  'orders',
  'deposits',
  'withdrawals',
  'antiPhishingCode',
  'assets',
  'platform',
] as const satisfies readonly EndpointName[];

const HINT =
  'Compare the answer with the schema of this endpoint in docs/exchange-api.yaml. Amounts are decimal text, times whole milliseconds, nothing may be missing (null where there is nothing).';

const simple = (name: (typeof SIMPLE)[number]): Check => ({
  id: `read.${name}`,
  group: 'Reads',
  title: ENDPOINTS[name].path,
  hint: HINT,
  run: async ({ ask, userId }) => {
    const given = ENDPOINTS[name].ofUser ? { params: { userId } } : {};
    const asked = await ask.data(name, given);
    if (!asked.ok) return fail(asked.wrong);
    return asked.ms > SLOW_MS ? warn(`it took ${Math.round(asked.ms)} ms`) : PASS;
  },
});

/** One of the list, asked for by its id, is the one of the list. */
const oneOf = (
  name: 'order' | 'deposit' | 'withdrawal',
  listName: 'orders' | 'deposits' | 'withdrawals',
  idName: string,
): Check => ({
  id: `read.${name}`,
  group: 'Reads',
  title: ENDPOINTS[name].path,
  hint: `${HINT} Every id of the list must be found by itself.`,
  run: async ({ ask, userId }) => {
    const list = await ask.data(listName, { params: { userId } });
    if (!list.ok) return skip('the list could not be read');
    const [first] = list.data;
    if (first === undefined) return skip(`the test user has no ${listName}`);
    const id = String((first as unknown as Record<string, unknown>)[idName]);
    const asked = await ask.data(name, { params: { userId, [idName]: id } });
    return asked.ok ? PASS : fail(asked.wrong);
  },
});

const pairOf = async ({ ask, userId, pair }: Setting): Promise<string | null> => {
  if (pair !== null) return pair;
  const orders = await ask.data('orders', { params: { userId } });
  return (orders.ok ? orders.data[0]?.pair : undefined) ?? null;
};

const market: Check = {
  id: 'read.market',
  group: 'Reads',
  title: ENDPOINTS.market.path,
  hint: `${HINT} Bids fall, asks rise.`,
  run: async (setting) => {
    const pair = await pairOf(setting);
    if (pair === null) return skip('no market is known: name one with --pair');
    const asked = await setting.ask.data('market', { params: { pair } });
    if (!asked.ok) return fail(asked.wrong);
    const { bids, asks } = asked.data.depth;
    const isSorted = (prices: readonly number[]): boolean =>
      prices.every((price, i) => i === 0 || price >= (prices[i - 1] ?? price));
    const falling = bids.map(({ price }) => -Number(price));
    const rising = asks.map(({ price }) => Number(price));
    return isSorted(falling) && isSorted(rising)
      ? PASS
      : fail('the depth is not in the order of its prices');
  },
};

const addressOwner: Check = {
  id: 'read.addressOwner',
  group: 'Reads',
  title: ENDPOINTS.addressOwner.path,
  hint: 'An own deposit address is "user", one that is nobody\'s here is "unknown". The address is repeated as it was sent, whatever stands in it.',
  run: async ({ ask, userId }) => {
    for (const address of ['mainstay-check-no-address', 'a&b=c/d?e#f ü']) {
      const asked = await ask.data('addressOwner', { params: { userId }, query: { address } });
      if (!asked.ok) return fail(`for ${address}: ${asked.wrong}`);
      if (asked.data.owner !== 'unknown')
        return fail(`${address} is said to be ${asked.data.owner}`);
    }
    const deposits = await ask.data('deposits', { params: { userId } });
    const own = deposits.ok
      ? deposits.data.find(({ state, txid }) => state === 'credited' && txid !== null)
      : undefined;
    if (own === undefined) return PASS;
    const query = { address: own.address };
    const asked = await ask.data('addressOwner', { params: { userId }, query });
    if (!asked.ok) return fail(asked.wrong);
    return asked.data.owner === 'user'
      ? PASS
      : fail(`the address of deposit ${own.depositId} is said to be ${asked.data.owner}`);
  },
};

const compliance: Check = {
  id: 'read.restrictionSecrets',
  group: 'Reads',
  title: ENDPOINTS.restrictionSecrets.path,
  hint: HINT,
  run: async ({ ask, userId, complianceKey }) => {
    if (complianceKey === null) return skip('no --compliance-key-id was given');
    const asked = await ask.data('restrictionSecrets', { params: { userId } });
    return asked.ok ? PASS : fail(asked.wrong);
  },
};

/** What stands behind a restriction must not shine through what may be told. */
const told: Check = {
  id: 'read.nothing_secret',
  group: 'Reads',
  title: 'what must not be told is in no other answer',
  hint: 'Words of internalReason and references belong under /compliance only.',
  run: async ({ ask, userId, complianceKey }) => {
    if (complianceKey === null) return skip('no --compliance-key-id was given');
    const secrets = await ask.data('restrictionSecrets', { params: { userId } });
    if (!secrets.ok) return skip('the secrets could not be read');
    const texts = secrets.data.flatMap(({ internalReason, references }) => [
      internalReason,
      ...references,
    ]);
    if (texts.length === 0) return skip('the test user has no restriction');
    for (const name of [
      'account',
      'restrictions',
      'security',
      'deposits',
      'withdrawals',
    ] as const) {
      const said = JSON.stringify((await ask.raw(name, { params: { userId } })).json ?? null);
      const leaked = texts.find((text) => text.length > 3 && said.includes(text));
      if (leaked !== undefined) return fail(`${name} repeats it`);
    }
    return PASS;
  },
};

export const READ_CHECKS: readonly Check[] = [
  ...SIMPLE.map(simple),
  oneOf('order', 'orders', 'orderId'),
  oneOf('deposit', 'deposits', 'depositId'),
  oneOf('withdrawal', 'withdrawals', 'withdrawalId'),
  market,
  addressOwner,
  compliance,
  told,
];
