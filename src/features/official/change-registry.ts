import type { z } from 'zod';
import type {
  allowedHostInput,
  OfficialIdentityRow,
  officialIdentityInput,
} from '../../contract/official.ts';
import type { AgentId } from '../../core/ids.ts';
import { canonicalHost } from '../../core/official/host.ts';
import { normaliseIdentity } from '../../core/official/normalise.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { bumpVersion, deleteIdentity, hasIdentity, saveIdentity } from './store.ts';
import { deleteAllowedHost, saveAllowedHost } from './store-hosts.ts';

type ChangeDeps = { readonly database: Database; readonly clock: Clock };
type Input = z.output<typeof officialIdentityInput>;
const NOT_FOUND = fail('not_found', 'official_identity_not_found');

/** The input as it is kept. Failures: `official_value_invalid`, `official_network_missing`, `official_times_invalid`. */
const toIdentity = (id: string, input: Input, atMs: number): Outcome<OfficialIdentityRow> => {
  const { kind, network, note, until } = input;
  if ((kind === 'handle') !== (network !== null))
    return fail('invalid', 'official_network_missing');
  const value = normaliseIdentity(kind, input.value);
  if (!value.ok) return value;
  const from = input.from ?? atMs;
  if (until !== null && until <= from) return fail('invalid', 'official_times_invalid');
  return ok({ id, kind, network, value: value.value, note: note.trim(), from, until });
};

/** Adds one, or changes it where `isNew` is false. Failures beside those of the input: not found, `official_value_taken`. */
export const putIdentity = async (
  { database, clock }: ChangeDeps,
  agentId: AgentId,
  id: string,
  input: Input,
  isNew: boolean,
): Promise<Outcome<OfficialIdentityRow>> => {
  const identity = toIdentity(id, input, clock.now());
  if (!identity.ok) return identity;
  return database.transaction().execute(async (trx) => {
    if (!isNew && !(await hasIdentity(trx, id))) return NOT_FOUND;
    if (!(await saveIdentity(trx, identity.value))) return fail('conflict', 'official_value_taken');
    await bumpVersion(trx);
    const { kind, network, value, from, until } = identity.value;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: isNew ? 'official_identity_added' : 'official_identity_changed',
      subject: { kind: 'official_identity', id },
      data: { kind, network, value, from, until },
    });
    return identity;
  });
};

export const removeIdentity = async (
  { database }: ChangeDeps,
  agentId: AgentId,
  id: string,
): Promise<Outcome<undefined>> =>
  database.transaction().execute(async (trx) => {
    const removed = await deleteIdentity(trx, id);
    if (removed === undefined) return NOT_FOUND;
    await bumpVersion(trx);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'official_identity_removed',
      subject: { kind: 'official_identity', id },
      data: removed,
    });
    return ok(undefined);
  });

/** Failure: `official_value_invalid`. */
export const allowHost = async (
  { database }: ChangeDeps,
  agentId: AgentId,
  input: z.output<typeof allowedHostInput>,
): Promise<Outcome<undefined>> => {
  const host = canonicalHost(input.host);
  if (host === null) return fail('invalid', 'official_value_invalid', { kind: 'domain' });
  return database.transaction().execute(async (trx) => {
    await saveAllowedHost(trx, host, input.note.trim());
    await bumpVersion(trx);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'host_allowed',
      subject: { kind: 'host', id: host },
    });
    return ok(undefined);
  });
};

export const disallowHost = async (
  { database }: ChangeDeps,
  agentId: AgentId,
  given: string,
): Promise<Outcome<undefined>> =>
  database.transaction().execute(async (trx) => {
    const host = canonicalHost(given) ?? given;
    if (!(await deleteAllowedHost(trx, host))) return NOT_FOUND;
    await bumpVersion(trx);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'host_disallowed',
      subject: { kind: 'host', id: host },
    });
    return ok(undefined);
  });
