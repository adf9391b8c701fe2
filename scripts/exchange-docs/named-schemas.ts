import { z } from 'zod';
import * as account from '../../src/contract/exchange/account.ts';
import * as actions from '../../src/contract/exchange/actions.ts';
import * as platform from '../../src/contract/exchange/platform.ts';
import * as trading from '../../src/contract/exchange/trading.ts';
import * as transfers from '../../src/contract/exchange/transfers.ts';
import * as values from '../../src/contract/exchange/values.ts';

/** The contract's schemas by their names in the document, each with a sentence. */
const NAMED: Readonly<Record<string, readonly [z.ZodType, string]>> = {
  Time: [values.atMs, 'Milliseconds since 1970-01-01 00:00 UTC.'],
  Id: [
    values.exchangeId,
    'An id of yours: printable ASCII without spaces, 128 characters at most, neither "." nor "..".',
  ],
  Amount: [
    values.amount,
    'Exact decimal text in whole units of the asset, never a float: "1.250000000000000001". At most 30 digits before the point and 18 after it.',
  ],
  Asset: [values.asset, 'A coin or currency by its ticker: "BTC", "EUR".'],
  Network: [values.network, 'A network by your name of it: "Bitcoin", "Ethereum".'],
  Pair: [values.pair, 'A market: "BTC-EUR" is bitcoin priced in euros.'],
  Share: [values.share, 'A share of one as decimal text: "0.0025" is 0.25 %.'],
  Code: [values.code, 'A word for machines, in lower case: "travel_rule". Never a sentence.'],
  Account: [account.account, 'An account as support may see it.'],
  Verification: [account.verification, 'How far the user is verified and what is missing.'],
  FeeTier: [account.feeTier, 'What the user pays, and what leads to the next tier.'],
  Restriction: [
    account.restriction,
    'A hold as it may be told to the user. What must not be told has no field here.',
  ],
  RestrictionSecret: [
    account.restrictionSecret,
    'What stands behind a restriction; for compliance alone.',
  ],
  Device: [account.device, 'A device that the user signed in from.'],
  Session: [account.session, 'A session that is open.'],
  SecurityChange: [account.securityChange, 'Something that decides about access was changed.'],
  Security: [account.security, 'What matters when an account may have been taken over.'],
  ApiKey: [account.apiKey, 'An API key, its use, and why its requests failed. Never its secret.'],
  Payment: [account.payment, 'A payment in fiat or between users, and its dispute.'],
  Depth: [trading.depth, 'The best prices of a market, best first.'],
  Market: [trading.market, 'A market now.'],
  Order: [trading.order, 'An order with its fills.'],
  Deposit: [transfers.deposit, 'What your ledger says of coins that came in, or were seen coming.'],
  Withdrawal: [transfers.withdrawal, 'A withdrawal and the stages it went through.'],
  AddressOwner: [transfers.addressOwner, 'Whose an address is, as far as the user may know.'],
  AssetNetwork: [
    transfers.assetNetwork,
    'A coin on a network: what a deposit needs, and what can be done when one went wrong.',
  ],
  PlatformStatus: [platform.platformStatus, 'What works and what does not.'],
  Event: [
    platform.exchangeEvent,
    'Something changed. It says only where to look: what is true now is asked for, so that events that come late, twice or out of order do no harm.',
  ],
  EventPage: [platform.eventPage, 'Events in the order in which they happened, oldest first.'],
  Error: [platform.exchangeError, 'Every answer that is not a 200.'],
  RequestedBy: [actions.requestedBy, 'Who asks for an action, for your own records.'],
  LockRequest: [actions.lockRequest, 'What is to be frozen.'],
  LockResult: [actions.lockResult, 'What was frozen, and what could not be.'],
  ApprovedRequest: [
    actions.approvedRequest,
    'An action with two people behind it: who asked, who approved, and why.',
  ],
  SimpleRequest: [actions.simpleRequest, 'An action that one person may ask for.'],
  RecoveryRequest: [actions.recoveryRequest, 'A deposit that is to be recovered.'],
  StepUpChallenge: [actions.stepUpChallenge, 'How the user can prove who is speaking.'],
  StepUpCheck: [
    actions.stepUpCheck,
    'What the user typed. Mainstay passes it on and never keeps it.',
  ],
  StepUpResult: [actions.stepUpResult, 'Whether it was right, and how many tries are left.'],
  RecoveryProof: [
    actions.recoveryProof,
    'Who somebody says to be (a mail address, a phone number or an id), and what only they can know (a recovery code).',
  ],
};

type Json = Readonly<Record<string, unknown>>;

const registry = z.registry<{ id: string; description: string }>();
for (const [id, [schema, description]] of Object.entries(NAMED)) {
  registry.add(schema, { id, description });
}

const ref = (id: string): string => `#/components/schemas/${id}`;

const bare = (described: Json): Json => {
  const { $schema: _dialect, $id: _id, id: _name, ...rest } = described;
  return rest;
};

/** Every named schema, for `components.schemas`. */
export const componentSchemas = (): Json => {
  const { schemas } = z.toJSONSchema(registry, { uri: ref, io: 'input' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const [, [, description]] = [id, NAMED[id] ?? [null, '']];
      return [id, { description, ...bare(schema as Json) }];
    }),
  );
};

/** Any schema of the contract, with references to the named ones. */
export const describe = (schema: z.ZodType): Json => {
  const known = registry.get(schema);
  if (known !== undefined) return { $ref: ref(known.id) };
  const own = z.registry<{ id: string }>();
  for (const [id, [named]] of Object.entries(NAMED)) own.add(named, { id });
  own.add(schema, { id: 'this' });
  const { schemas } = z.toJSONSchema(own, { uri: ref, io: 'input' });
  return bare((schemas.this ?? {}) as Json);
};
